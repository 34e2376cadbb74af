#include "directive/lint.hpp"

#include <algorithm>

#include "directive/read_back.hpp"
#include "directive/walk.hpp"
#include "world/words.hpp"

namespace dostyq::directive {
namespace {

using world::Programme;

/// What of the sites it asks for: the kinds, as alternatives.
std::vector<std::vector<std::string>> wanted_kinds(const Requirements& requirements) {
  std::vector<std::vector<std::string>> wanted;
  walk(requirements, [&](const Requirement& requirement) {
    if (const auto* count = std::get_if<Count>(&requirement.form)) {
      const bool more = count->comparison.op != Comparison::Op::kAtMost && count->comparison.n > 0;
      if (count->table == world::kSites && more) wanted.push_back(count->kinds);
    }
    if (const auto* reach = std::get_if<Reach>(&requirement.form)) wanted.push_back({reach->kind});
  });
  return wanted;
}

bool has_number(const Requirements& requirements) {
  bool found = false;
  walk(requirements, [&](const Requirement& requirement) {
    found = found || std::holds_alternative<Count>(requirement.form) ||
            std::holds_alternative<Reach>(requirement.form);
  });
  return found;
}

/// Some phase can pay for at least one opening of one of these kinds.
bool can_open(const std::vector<std::string>& kinds, const Programme& programme) {
  const auto& phases = programme.config.phases;
  return std::any_of(
      programme.config.kinds.begin(), programme.config.kinds.end(),
      [&](const world::SiteKind& kind) {
        const bool wanted =
            kinds.empty() || std::any_of(kinds.begin(), kinds.end(),
                                         [&](const std::string& id) { return kind.is(id); });
        return wanted && kind.can_open &&
               std::any_of(phases.begin(), phases.end(), [&](const world::Phase& phase) {
                 return (!phase.budget || *phase.budget >= kind.open_cost) &&
                        phase.at_most.value_or(1) > 0;
               });
      });
}

/// The first word or phrase of the message lint.words that the text uses, or "".
std::string open_word(const std::string& text, Language language) {
  const std::string words = i18n::say("lint.words", {}, language);
  const std::string folded = " " + world::fold_name(text) + " ";
  for (size_t at = 0; at < words.size();) {
    const size_t end = std::min(words.find('|', at), words.size());
    const std::string word = words.substr(at, end - at);
    if (folded.find(" " + word + " ") != std::string::npos) return word;
    at = end + 1;
  }
  return {};
}

/// In each language its own word; a language whose text has none quotes another's.
Text open_words(const Text& text) {
  Text found;
  std::string any;
  for (Language language : kLanguages) {
    found.in(language) = open_word(text.in(language), language);
    if (any.empty()) any = found.in(language);
  }
  for (Language language : kLanguages) {
    if (found.in(language).empty()) found.in(language) = any;
  }
  return found;
}

class Linter {
 public:
  Linter(const Programme& programme, std::vector<Flag>& flags)
      : programme_(programme), flags_(flags) {}

  void check(const Directive& directive) {
    if (directive.modality == Modality::kDescribed) return;
    id_ = directive.id;
    if (directive.issuer.empty()) flag("lint.no_issuer");
    if (directive.bodies.empty()) flag("lint.no_body");
    const Interpretation* chosen = directive.chosen();
    if (!chosen) {
      flag("lint.no_interpretation");
    } else {
      check_result(directive, *chosen);
    }
    check_date(directive, chosen);
    if (chosen) check_resources(*chosen);
  }

 private:
  void flag(std::string key, std::vector<Text> args = {}) {
    flags_.push_back({id_, {std::move(key), std::move(args)}});
  }

  void check_result(const Directive& directive, const Interpretation& chosen) {
    if (!has_number(chosen.require)) {
      flag("lint.no_number");
    } else if (Text words = open_words(directive.text); !words.en.empty()) {
      flag("lint.open_words", {std::move(words)});
    }
  }

  void check_date(const Directive& directive, const Interpretation* chosen) {
    const auto due = directive.due_date();
    if (!due) {
      flag("lint.no_date");
      return;
    }
    if (chosen && chosen->due && chosen->due != directive.due)
      flag("lint.date_interpreted", {i18n::date(*due)});
    if (*due < directive.date)
      flag("lint.due_before_order", {i18n::date(*due), i18n::date(directive.date)});
    const auto& phases = programme_.config.phases;
    // Only a plan of sites has to fit the phases; a site opens at the end of its phase.
    if (!chosen || wanted_kinds(chosen->require).empty() || phases.empty()) return;
    if (*due < phases.front().end || *due > phases.back().end) {
      flag("lint.due_outside_phases",
           {i18n::date(*due), i18n::date(phases.front().start), i18n::date(phases.back().end)});
    }
  }

  void check_resources(const Interpretation& chosen) {
    for (const auto& kinds : wanted_kinds(chosen.require)) {
      if (can_open(kinds, programme_)) continue;
      flag("lint.no_resources", {kinds_name(kinds, programme_)});
      return;
    }
  }

  const Programme& programme_;
  std::vector<Flag>& flags_;
  std::string id_;
};

}  // namespace

std::vector<Flag> lint(const std::vector<Directive>& directives, const Programme& programme) {
  std::vector<Flag> flags;
  Linter linter(programme, flags);
  for (const Directive& directive : directives) linter.check(directive);
  return flags;
}

}  // namespace dostyq::directive
