#include "reading/lexicon.hpp"

#include <toml++/toml.h>

#include <algorithm>

#include "directive/names.hpp"
#include "reading/letters.hpp"

namespace dostyq::embedded {
std::string_view lexicon_kk();
std::string_view lexicon_ru();
std::string_view lexicon_en();
}  // namespace dostyq::embedded

namespace dostyq::reading {
namespace {

struct TableName {
  const char* name;
  Table table;
};
constexpr TableName kTableNames[] = {
    {"cue", Table::kCue},
    {"block", Table::kBlock},
    {"clause_block", Table::kClauseBlock},
    {"body", Table::kBody},
    {"office", Table::kOffice},
    {"saying", Table::kSaying},
    {"subject", Table::kSubject},
    {"vague_number", Table::kVagueNumber},
    {"due", Table::kDue},
    {"every", Table::kEvery},
    {"whole_country", Table::kWholeCountry},
    {"open_end", Table::kOpenEnd},
    {"exception", Table::kException},
    {"reason", Table::kReason},
    {"comparison", Table::kComparison},
    {"area_kind", Table::kAreaKind},
    {"anaphor", Table::kAnaphor},
    {"purpose", Table::kPurpose},
    {"past_time", Table::kPastTime},
    {"section", Table::kSection},
    {"related", Table::kRelated},
    {"byline", Table::kByline},
    {"views", Table::kViews},
    {"photo", Table::kPhoto},
    {"navigation", Table::kNavigation},
    {"zone", Table::kZone},
};

std::vector<std::string> strings(const toml::node_view<const toml::node>& node) {
  std::vector<std::string> found;
  if (const toml::array* list = node.as_array()) {
    for (const toml::node& item : *list) {
      if (const auto text = item.value<std::string>()) found.push_back(*text);
    }
  }
  return found;
}

}  // namespace

/// Reads one file of tables into a lexicon; stops at the first mistake.
class LexiconReader {
 public:
  LexiconReader(Lexicon& lexicon, const toml::table& file) : lexicon_(lexicon), file_(file) {}

  Result<void> read() {
    if (const Result<void> done = read_grammar(); !done) return done;
    for (const TableName& name : kTableNames) {
      if (const Result<void> done = read_table(name); !done) return done;
    }
    read_forms();
    read_values();
    for (std::string& word : strings(file_["abbreviations"]))
      lexicon_.abbreviations.push_back(fold_word(word).text);
    return {};
  }

 private:
  std::string text(const char* key) const { return file_[key].value_or(std::string()); }

  Result<void> read_grammar() {
    lexicon_.verb_last = file_["verb_last"].value_or(false);
    if (!file_["dictionary"].value_or(false)) return {};
    auto opened = Dictionary::open(lexicon_.language());
    if (!opened) return tl::unexpected(opened.error());
    lexicon_.dictionary = std::move(*opened);
    lexicon_.infinitive_endings_ = strings(file_["infinitive_endings"]);
    lexicon_.verb_classes_ = text("verb_classes");
    if (lexicon_.verb_classes_.empty() && !lexicon_.infinitive_endings_.empty())
      lexicon_.verb_classes_ = lexicon_.dictionary->classes_that_cut(lexicon_.infinitive_endings_);
    lexicon_.jussive_classes_ = text("jussive_classes");
    lexicon_.jussive_endings_ = lexicon_.dictionary->endings_of(lexicon_.jussive_classes_, true);
    if (const std::string nouns = text("noun_classes"); !nouns.empty())
      lexicon_.endings = Endings(*lexicon_.dictionary, nouns, text("plural_class"));
    return {};
  }

  Result<void> read_table(const TableName& name) {
    RuleSet& set = lexicon_.tables[static_cast<size_t>(name.table)];
    const toml::array* entries = file_[name.name].as_array();
    if (entries == nullptr) return {};
    for (const toml::node& node : *entries) {
      const toml::table* entry = node.as_table();
      if (entry == nullptr) return fail("reading.bad_lexicon", {name.name});
      const Result<Rule> rule = read_rule(*entry, name.name);
      if (!rule) return tl::unexpected(rule.error());
      set.rules.push_back(*rule);
      const toml::node_view<const toml::node> view(entry);
      for (const std::string& phrase : strings(view["patterns"])) {
        const Result<void> added =
            set.patterns.add(phrase, static_cast<int>(set.rules.size()) - 1, lexicon_.vocabulary);
        if (!added) return added;
      }
      for (const std::string& form : strings(view["obliged"]))
        lexicon_.forms.obliged.push_back(lexicon_.vocabulary.add_exact(form));
      for (const std::string& form : strings(view["subject"]))
        lexicon_.forms.subject.push_back(lexicon_.vocabulary.add_exact(form));
    }
    return {};
  }

  static Result<Rule> read_rule(const toml::table& entry, const char* name) {
    Rule rule;
    rule.id = entry["id"].value_or(std::string());
    rule.kind = entry["kind"].value_or(std::string());
    if (const auto modality = entry["modality"].value<std::string>()) {
      const auto found =
          std::find(directive::kModalityNames.begin(), directive::kModalityNames.end(), *modality);
      if (found == directive::kModalityNames.end()) return fail("reading.bad_lexicon", {name});
      rule.modality = static_cast<directive::Modality>(found - directive::kModalityNames.begin());
    }
    rule.strength = entry["strength"].value_or(0.9);
    rule.passive = entry["passive"].value_or(false);
    rule.reported = entry["reported"].value_or(false);
    rule.plural = entry["plural"].value_or(false);
    rule.before = entry["before"].value_or(false);
    if (const auto n = entry["n"].value<int64_t>()) rule.n = *n;
    if (const auto unit = entry["unit"].value<std::string>(); unit && !unit->empty())
      rule.unit = unit->front();
    rule.zone_minutes = entry["minutes"].value_or(0);
    return rule;
  }

  void read_list(const char* key, std::vector<WordId>& list, bool stems = false) {
    for (const std::string& word : strings(file_["forms"][key]))
      list.push_back(stems ? lexicon_.vocabulary.add_stem(word)
                           : lexicon_.vocabulary.add_exact(word));
  }

  void read_forms() {
    FormLists& forms = lexicon_.forms;
    read_list("negation_before", forms.negation_before);
    read_list("negation_after", forms.negation_after);
    read_list("negative_subject", forms.negative_subject);
    read_list("past_auxiliary", forms.past_auxiliary);
    read_list("question", forms.question);
    read_list("conjunction", forms.conjunction);
    read_list("interrogative", forms.interrogative);
    read_list("preposition", forms.preposition);
    read_list("passive", forms.passive);
    read_list("action", forms.action);
    read_list("not_action", forms.not_action);
    read_list("pronoun", forms.pronoun);
    read_list("capitalised", forms.capitalised, true);
    read_list("stopwords", forms.stopwords);
    read_list("language_words", forms.language_words);
  }

  void read_values() {
    ValueWords& values = lexicon_.values;
    if (const toml::table* numbers = file_["numbers"].as_table()) {
      for (const auto& [word, value] : *numbers)
        values.numbers[lexicon_.vocabulary.add_exact(word.str())] = value.value_or(int64_t{0});
    }
    if (const toml::table* months = file_["months"].as_table()) {
      for (const auto& [word, value] : *months)
        values.months[lexicon_.vocabulary.add_stem(word.str())] = value.value_or(0);
    }
    if (const toml::table* units = file_["units"].as_table()) {
      for (const auto& [word, value] : *units)
        values.units[lexicon_.vocabulary.add_stem(word.str())] =
            value.value_or(std::string("y")).front();
    }
    read_list("number_joiner", values.number_joiners);
    if (const toml::table* heads = file_["heads"].as_table()) {
      for (const auto& [word, office] : *heads)
        lexicon_.heads[fold_word(word.str()).text] = office.value_or(std::string());
    }
    values.action = [&lexicon = lexicon_](const Word& word) { return lexicon.is_action(word); };
  }

  Lexicon& lexicon_;
  const toml::table& file_;
};

Result<std::unique_ptr<Lexicon>> Lexicon::parse(Language language, std::string_view toml) {
  std::unique_ptr<Lexicon> lexicon(new Lexicon(language));
  try {
    const toml::table file = toml::parse(toml);
    if (const Result<void> read = LexiconReader(*lexicon, file).read(); !read)
      return tl::unexpected(read.error());
  } catch (const toml::parse_error& error) {
    return fail("reading.bad_lexicon", {std::string(code(language)) +
                                        ".toml:" + std::to_string(error.source().begin.line) +
                                        ": " + std::string(error.description())});
  }
  return lexicon;
}

Result<std::unique_ptr<Lexicon>> Lexicon::built_in(Language language) {
  switch (language) {
    case Language::kKazakh:
      return parse(language, embedded::lexicon_kk());
    case Language::kRussian:
      return parse(language, embedded::lexicon_ru());
    case Language::kEnglish:
      break;
  }
  return parse(language, embedded::lexicon_en());
}

bool Lexicon::has(const std::vector<WordId>& ids, WordId id) {
  return id != kNoWord && std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool Lexicon::is_action(const Word& word) const {
  if (has(forms.not_action, word.exact)) return false;
  if (has(forms.action, word.exact)) return true;
  if (verb_classes_.empty()) return false;
  const std::string& folded = word.folded;
  if (!infinitive_endings_.empty()) {
    return std::any_of(infinitive_endings_.begin(), infinitive_endings_.end(),
                       [&](const std::string& ending) { return folded.ends_with(ending); }) &&
           dictionary->has(folded, verb_classes_);
  }
  // A verb's name and its forms as a noun: "ашу", "ашуды", "ашуы".
  static constexpr std::string_view kNameEnding = "у";
  for (size_t at = folded.find(kNameEnding, 2); at != std::string::npos;
       at = folded.find(kNameEnding, at + 1)) {
    const size_t end = at + kNameEnding.size();
    if (!dictionary->has(folded.substr(0, end), verb_classes_)) continue;
    if (end == folded.size() || endings.has(folded.substr(end))) return true;
  }
  return false;
}

bool Lexicon::is_finite(const Word& word) const {
  return dictionary && !verb_classes_.empty() && word.folded.size() < 80 &&
         (word.stem == kNoWord || word.folded.size() > 6) && !is_action(word) &&
         dictionary->is_form(word.folded, verb_classes_);
}

bool Lexicon::is_jussive(const Word& word) const {
  return dictionary && !jussive_classes_.empty() && !has(forms.not_action, word.exact) &&
         word.folded.size() < 80 &&
         std::any_of(
             jussive_endings_.begin(), jussive_endings_.end(),
             [&](const std::string& ending) { return word.folded.ends_with(ending); }) &&
         dictionary->is_form(word.folded, jussive_classes_);
}

}  // namespace dostyq::reading
