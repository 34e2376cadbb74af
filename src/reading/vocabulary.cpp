#include "reading/vocabulary.hpp"

#include <libstemmer.h>

#include "base/check.hpp"
#include "reading/letters.hpp"

namespace dostyq::reading {
namespace {

bool starts_letter(const std::string& text, size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

/// Kazakh к, қ and п become г, ғ and б before an ending that begins with a vowel.
std::string unvoiced(std::string base) {
  static constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
      {"г", "к"}, {"ғ", "қ"}, {"б", "п"}};
  for (const auto& [voiced, plain] : kPairs) {
    if (base.ends_with(voiced)) {
      base.resize(base.size() - voiced.size());
      base += plain;
      return base;
    }
  }
  return {};
}

}  // namespace

struct Stemmer::State {
  sb_stemmer* stemmer = nullptr;
};

Stemmer::Stemmer(Language language, const Endings* endings)
    : state_(std::make_unique<State>()), endings_(endings) {
  if (language != Language::kKazakh) {
    state_->stemmer =
        sb_stemmer_new(language == Language::kRussian ? "russian" : "english", "UTF_8");
    DOSTYQ_CHECK(state_->stemmer != nullptr);
  }
}

Stemmer::~Stemmer() {
  if (state_->stemmer != nullptr) sb_stemmer_delete(state_->stemmer);
}

std::string Stemmer::stem(const std::string& folded) const {
  if (state_->stemmer == nullptr) return folded;
  const sb_symbol* stem =
      sb_stemmer_stem(state_->stemmer, reinterpret_cast<const sb_symbol*>(folded.data()),
                      static_cast<int>(folded.size()));
  if (stem == nullptr) return folded;
  return {reinterpret_cast<const char*>(stem),
          static_cast<size_t>(sb_stemmer_length(state_->stemmer))};
}

WordId Vocabulary::number(std::unordered_map<std::string, WordId>& ids, const std::string& word) {
  const auto [at, added] = ids.try_emplace(word, next_);
  if (added) ++next_;
  return at->second;
}

WordId Vocabulary::add_stem(std::string_view word) {
  const Stemmer stemmer(language_, nullptr);
  return number(stems_, stemmer.stem(fold_word(word).text));
}

WordId Vocabulary::add_raw_stem(std::string_view word) {
  return number(stems_, fold_word(word).text);
}

WordId Vocabulary::add_exact(std::string_view word) {
  return number(exacts_, fold_word(word).text);
}

Word Vocabulary::look_up(std::string_view word, const Stemmer& stemmer) const {
  Folded folded = fold_word(word);
  Word out{std::move(folded.text), kNoWord, kNoWord, folded.look_alikes, folded.roman};
  const auto find = [](const auto& ids, const std::string& key) {
    const auto found = ids.find(key);
    return found == ids.end() ? kNoWord : found->second;
  };
  out.exact = find(exacts_, out.folded);
  out.stem = find(stems_, language_ == Language::kKazakh ? out.folded : stemmer.stem(out.folded));
  if (language_ != Language::kKazakh || out.stem != kNoWord || stemmer.endings() == nullptr ||
      out.folded.size() > 80)
    return out;
  for (size_t cut = out.folded.size() - 1; cut > 2; --cut) {
    if (!starts_letter(out.folded, cut)) continue;
    const std::string base = out.folded.substr(0, cut);
    WordId id = find(stems_, base);
    if (id == kNoWord) {
      const std::string plain = unvoiced(base);
      if (!plain.empty()) id = find(stems_, plain);
    }
    if (id != kNoWord && stemmer.endings()->has(out.folded.substr(cut))) {
      out.stem = id;
      break;
    }
  }
  return out;
}

Items WordCache::items(std::string_view text, const std::vector<Token>& tokens) {
  Items items;
  items.reserve(tokens.size());
  for (const Token& token : tokens) {
    Item item{token, cut(text, token.span)};
    if (token.kind == Token::Kind::kWord) {
      std::unique_ptr<Word>& word = words_[std::string(item.text)];
      if (!word) {
        word = std::make_unique<Word>(vocabulary_.look_up(item.text, stemmer_));
      }
      item.word = word.get();
    }
    items.push_back(item);
  }
  return items;
}

}  // namespace dostyq::reading
