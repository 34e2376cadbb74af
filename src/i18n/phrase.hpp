#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace dostyq::i18n {

/// A sentence that can be said in every language: a key of src/i18n/messages/*.toml and what fills
/// its {0}, {1} ...
struct Phrase {
  std::string key;
  std::vector<Text> args;
  friend bool operator==(const Phrase&, const Phrase&) = default;
};

/// The same words in every language (ids, numbers, dates).
Text same(std::string_view words);
/// A whole number with the language's grouping: 1 234 567 (kk, ru), 1,234,567 (en).
Text number(long long value);
/// A day as people write it: 24.04.2027 (kk, ru), 24 April 2027 (en).
Text date(Date day);
/// "a, b және c", "a, b и c", "a, b and c".
Text list(const std::vector<Text>& items);

/// The message of `key` with its arguments; ICU MessageFormat, so that plurals are right: {0,
/// plural, one {# House} other {# Houses}}. Numeric-looking arguments select plurals. An unknown
/// key is said as "key(arg, ...)", and a test keeps that from happening.
std::string say(std::string_view key, const std::vector<std::string>& args, Language language);
std::string say(const Phrase& phrase, Language language);
/// The phrase in all three languages.
Text say(const Phrase& phrase);
/// A sentence of these words: first letter upper-case, a full stop at the end unless one of . ! ?
/// is there.
std::string sentence(std::string_view words, Language language);
Text sentence(const Text& words);
/// "file:row, column: what is wrong. how to mend it."
std::string say(const Error& error, Language language);

/// Is there a message of this key?
bool knows(std::string_view key);
/// For names of ids that may or may not have a message ("season.winter"): the message, or the id as
/// it is written.
Text term(const std::string& key, const std::string& id);
/// All keys, sorted, for tests.
std::vector<std::string> keys();

}  // namespace dostyq::i18n
