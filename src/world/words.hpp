#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dostyq::world {

/// Lower-case ASCII letters, digits, '-', '_' and '.'; not empty.
bool is_id(std::string_view text);

/// The candidate that looks most like `word` (edit distance), or "" when none is near enough to be
/// meant.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// The first word of `text` that mixes Latin with Cyrillic letters: a look-alike typed by mistake
/// ("Қaзақ" with a Latin a).
std::optional<std::string> mixed_alphabet_word(std::string_view text);

/// Case folded, ё as е, one space between words, no punctuation: two spellings of one name compare
/// equal.
std::string fold_name(std::string_view name);

/// The parts of a cell separated by |, trimmed, empty ones left out.
std::vector<std::string> split_list(std::string_view cell);
std::string join_list(const std::vector<std::string>& items);

/// Without ASCII and no-break spaces at both ends.
std::string_view trim(std::string_view text);

}  // namespace dostyq::world
