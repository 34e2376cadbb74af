#include "reading/dictionary.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <hunspell/hunspell.hxx>
#include <sstream>

#include "io/file.hpp"

namespace dostyq::reading {
namespace {

namespace fs = std::filesystem;

struct Name {
  const char* file;
  const char* package;
};
Name name_of(Language language) {
  switch (language) {
    case Language::kKazakh:
      return {"kk_KZ", "hunspell-kk"};
    case Language::kRussian:
      return {"ru_RU", "hunspell-ru"};
    case Language::kEnglish:
      return {"en_US", "hunspell-en-us"};
  }
  return {"", ""};
}

std::vector<fs::path> folders() {
  std::vector<fs::path> found;
  if (const char* path = std::getenv("DICPATH")) {
    std::istringstream parts(path);
    for (std::string part; std::getline(parts, part, ':');) {
      if (!part.empty()) found.emplace_back(part);
    }
  }
  found.emplace_back("/usr/share/hunspell");
  return found;
}

/// A learned ending is borne by at least so many pairs of words.
constexpr int kFewestPairs = 12;
constexpr size_t kLongestEnding = 20;  // bytes

size_t next_letter(const std::string& word, size_t at) {
  do ++at;
  while (at < word.size() && (static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80U);
  return at;
}

}  // namespace

Dictionary::~Dictionary() = default;

Result<std::shared_ptr<const Dictionary>> Dictionary::open(Language language) {
  const Name name = name_of(language);
  std::shared_ptr<Dictionary> dictionary(new Dictionary());
  for (const fs::path& folder : folders()) {
    const fs::path aff = folder / (std::string(name.file) + ".aff");
    const fs::path dic = folder / (std::string(name.file) + ".dic");
    std::error_code code;
    if (!fs::exists(aff, code) || !fs::exists(dic, code)) continue;
    const Result<std::string> rules = io::read_file(aff);
    if (!rules) return tl::unexpected(rules.error());
    const Result<std::string> words = io::read_file(dic);
    if (!words) return tl::unexpected(words.error());
    dictionary->aff_path_ = aff.string();
    dictionary->dic_path_ = dic.string();
    dictionary->read_rules(*rules);
    dictionary->read_words(*words);
    if (dictionary->words_.size() < 1000) return fail("reading.bad_dictionary", {dic.string()});
    return std::shared_ptr<const Dictionary>(std::move(dictionary));
  }
  return fail("reading.no_dictionary", {name.package, std::string(code(language))});
}

void Dictionary::read_words(const std::string& bytes) {
  words_.reserve(bytes.size() / 24);
  for (size_t at = 0; at < bytes.size();) {
    size_t end = bytes.find('\n', at);
    if (end == std::string::npos) end = bytes.size();
    size_t last = end;
    while (last > at && (bytes[last - 1] == '\r' || bytes[last - 1] == ' ')) --last;
    const std::string_view line(bytes.data() + at, last - at);
    const size_t slash = line.find('/');
    std::string& classes = words_[std::string(line.substr(0, slash))];
    if (slash != std::string_view::npos) classes += line.substr(slash + 1);
    at = end + 1;
  }
}

void Dictionary::read_rules(const std::string& bytes) {
  std::istringstream lines(bytes);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string kind;
    std::string flag;
    std::string cut;
    std::string add;
    std::string condition;
    // A class begins with a line "SFX flag Y number"; rules have a condition.
    if (!(fields >> kind >> flag >> cut >> add >> condition) || kind != "SFX" || flag.size() != 1)
      continue;
    if (cut == "0") cut.clear();
    rules_.push_back({flag.front(), cut, add.substr(0, add.find('/'))});
  }
}

bool Dictionary::has(const std::string& word, const std::string& classes) const {
  const auto found = words_.find(word);
  return found != words_.end() && found->second.find_first_of(classes) != std::string::npos;
}

std::string Dictionary::classes_that_cut(const std::vector<std::string>& endings) const {
  std::unordered_map<char, std::pair<int, int>> counts;  // all rules, those that cut
  for (const Rule& rule : rules_) {
    auto& [all, cutting] = counts[rule.flag];
    ++all;
    cutting += std::any_of(endings.begin(), endings.end(),
                           [&](const std::string& ending) { return rule.cut.ends_with(ending); });
  }
  std::string classes;
  for (const auto& [flag, count] : counts) {
    if (2 * count.second > count.first) classes += flag;
  }
  return classes;
}

std::vector<std::string> Dictionary::endings_of(const std::string& classes, bool cutting) const {
  std::vector<std::string> endings;
  for (const Rule& rule : rules_) {
    // The table of hunspell-kk has a rule or two with a stray pattern among what is added.
    if (classes.find(rule.flag) != std::string::npos && (cutting || rule.cut.empty()) &&
        rule.add.find('[') == std::string::npos)
      endings.push_back(rule.add);
  }
  std::sort(endings.begin(), endings.end());
  endings.erase(std::unique(endings.begin(), endings.end()), endings.end());
  return endings;
}

Hunspell& Dictionary::hunspell() const {
  if (!hunspell_) hunspell_ = std::make_unique<Hunspell>(aff_path_.c_str(), dic_path_.c_str());
  return *hunspell_;
}

bool Dictionary::is_form(const std::string& word, const std::string& classes) const {
  // "st:ашу fl:z": the stem, and the class whose rule made the word of it.
  for (const std::string& analysis : hunspell().analyze(word)) {
    const size_t flag = analysis.find("fl:");
    if (flag != std::string::npos && flag + 3 < analysis.size() &&
        classes.find(analysis[flag + 3]) != std::string::npos)
      return true;
  }
  return false;
}

bool Dictionary::knows(const std::string& word) const { return hunspell().spell(word); }

Endings::Endings(const Dictionary& dictionary, const std::string& noun_classes,
                 const std::string& plural_class) {
  std::unordered_map<std::string, int> pairs;
  for (const auto& [word, classes] : dictionary.words()) {
    // Not after one letter alone.
    for (size_t at = next_letter(word, 0); at < word.size();) {
      at = next_letter(word, at);
      if (at >= word.size()) break;
      if (word.size() - at <= kLongestEnding && dictionary.has(word.substr(0, at)))
        ++pairs[word.substr(at)];
    }
  }
  for (const auto& [ending, count] : pairs) {
    if (count >= kFewestPairs) endings_.insert(ending);
  }
  for (std::string& ending : dictionary.endings_of(noun_classes))
    endings_.insert(std::move(ending));
  plurals_ = dictionary.endings_of(plural_class);
}

bool Endings::has(const std::string& ending) const {
  if (endings_.contains(ending)) return true;
  return std::any_of(plurals_.begin(), plurals_.end(), [&](const std::string& plural) {
    return ending.starts_with(plural) && ending != plural &&
           endings_.contains(ending.substr(plural.size()));
  });
}

}  // namespace dostyq::reading
