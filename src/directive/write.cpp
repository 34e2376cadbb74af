#include <algorithm>
#include <string>

#include "directive/names.hpp"
#include "directive/parse.hpp"

namespace dostyq::directive {
namespace {

std::string quoted(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out = "\"";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// Bare when it may be.
std::string key(const std::string& text) {
  const bool bare = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  return bare ? text : quoted(text);
}

std::string list(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) out += (out.size() > 1 ? ", " : "") + quoted(item);
  return out + "]";
}

/// "key = value" pairs; on lines of their own, or on one line between braces.
class Entries {
 public:
  void add(std::string_view key, std::string value) {
    entries_.push_back(std::string(key) + " = " + std::move(value));
  }
  void add(std::string_view key, int64_t value) { add(key, std::to_string(value)); }
  void add(std::string_view key, Date day) { add(key, day.to_string()); }

  std::string lines(std::string_view indent) const {
    std::string out;
    for (const std::string& entry : entries_) out += std::string(indent) + entry + "\n";
    return out;
  }
  std::string inline_table() const {
    std::string out = "{ ";
    for (size_t i = 0; i < entries_.size(); ++i) out += (i ? ", " : "") + entries_[i];
    return out + " }";
  }

 private:
  std::vector<std::string> entries_;
};

Entries entries(const Requirement& requirement);

std::string list(const Requirements& requirements) {
  std::string out = "[";
  for (size_t i = 0; i < requirements.size(); ++i) {
    out += (i ? ", " : " ") + entries(requirements[i]).inline_table();
  }
  return out + " ]";
}

std::string areas(const AreaSet& set) {
  Entries out;
  if (const auto* named = std::get_if<NamedAreas>(&set)) {
    out.add("areas", list(named->ids));
  } else if (const auto* of_kind = std::get_if<AreasOfKind>(&set)) {
    out.add("kind", quoted(of_kind->kind));
    if (!of_kind->in.empty()) out.add("in", quoted(of_kind->in));
  } else {
    const auto& rule = std::get<DiversityRule>(set);
    out.add("rule", quoted("diversity"));
    out.add("share_percent", rule.share_percent);
    out.add("edition", quoted(rule.edition));
    if (rule.at_most) out.add("at_most", *rule.at_most);
    if (rule.min_people > 0) out.add("min_people", rule.min_people);
    if (!rule.in.empty()) out.add("in", quoted(rule.in));
  }
  return out.inline_table();
}

std::string milestones(const std::vector<Milestone>& list) {
  std::string out = "[";
  for (const Milestone& milestone : list) {
    Entries one;
    one.add("by", milestone.by);
    one.add("percent", milestone.percent);
    out += (out.size() > 1 ? ", " : " ") + one.inline_table();
  }
  return out + " ]";
}

struct FormWriter {
  Entries& out;

  void operator()(const Count& count) const {
    out.add("count", quoted(count.table));
    if (count.kinds.size() == 1) out.add("kind", quoted(count.kinds.front()));
    if (count.kinds.size() > 1) out.add("kind", list(count.kinds));
    if (!count.where.empty()) {
      Entries where;
      for (const auto& [column, value] : count.where) where.add(key(column), quoted(value));
      out.add("where", where.inline_table());
    }
    if (!count.in.empty()) out.add("in", quoted(count.in));
    if (count.opened_after) out.add("opened_after", *count.opened_after);
    out.add(name(count.comparison.op), count.comparison.n);
  }
  void operator()(const ForEvery& every) const {
    out.add("for_every", areas(every.areas));
    out.add("then", list(every.then));
  }
  void operator()(const Reach& reach) const {
    const bool group = reach.who == Reach::Who::kGroup;
    out.add("reach", quoted(group                                 ? reach.group
                            : reach.who == Reach::Who::kEachGroup ? "each_group"
                                                                  : "everyone"));
    out.add("percent", reach.percent);
    out.add("minutes", reach.minutes);
    out.add("kind", quoted(reach.kind));
    if (!reach.in.empty()) out.add("in", quoted(reach.in));
    if (reach.capacity) out.add("capacity", "true");
  }
  void operator()(const RollOut& roll_out) const {
    out.add("roll_out", areas(roll_out.areas));
    out.add("milestones", milestones(roll_out.milestones));
    out.add("then", list(roll_out.then));
  }
  void operator()(const Evidence& evidence) const {
    out.add("evidence", quoted(evidence.about));
    if (!evidence.in.empty()) out.add("in", quoted(evidence.in));
    out.add("at_least", evidence.at_least);
  }
  void operator()(const AllOf& all) const { out.add("all_of", list(all.parts)); }
  void operator()(const AnyOf& any) const { out.add("any_of", list(any.parts)); }
};

Entries entries(const Requirement& requirement) {
  Entries out;
  std::visit(FormWriter{out}, requirement.form);
  if (const auto& when = requirement.when) {
    switch (when->mode) {
      case When::Mode::kBy:
        out.add("by", when->from);
        break;
      case When::Mode::kKeepFrom:
        out.add("keep_from", when->from);
        break;
      case When::Mode::kDuring: {
        Entries days;
        days.add("from", when->from);
        days.add("to", when->to);
        out.add("during", days.inline_table());
        break;
      }
    }
  }
  return out;
}

void add_text(Entries& out, const std::string& name, const Text& text) {
  for (Language language : kLanguages)
    out.add(name + "." + std::string(code(language)), quoted(text.in(language)));
}

std::string one(const Interpretation& interpretation) {
  Entries head;
  head.add("id", quoted(interpretation.id));
  head.add("version", interpretation.version);
  head.add("decided_by", quoted(interpretation.decided_by));
  head.add("decided_on", interpretation.decided_on);
  add_text(head, "why", interpretation.why);
  head.add("force", quoted(name(interpretation.force)));
  if (interpretation.force == Force::kPreferred) head.add("weight", interpretation.weight);
  head.add("chosen", interpretation.chosen ? "true" : "false");
  if (interpretation.due) head.add("due", *interpretation.due);
  std::string out = "\n  [[directive.interpretation]]\n" + head.lines("  ");
  for (const Requirement& requirement : interpretation.require) {
    out += "\n    [[directive.interpretation.require]]\n" + entries(requirement).lines("    ");
  }
  return out;
}

std::string one(const Directive& directive) {
  Entries head;
  head.add("id", quoted(directive.id));
  add_text(head, "text", directive.text);
  head.add("source", quoted(directive.source));
  head.add("date", directive.date);
  head.add("passage", directive.passage);
  if (!directive.issuer.empty()) head.add("issuer", quoted(directive.issuer));
  head.add("bodies", list(directive.bodies));
  head.add("modality", quoted(name(directive.modality)));
  if (directive.due) head.add("due", *directive.due);
  std::string out = "\n[[directive]]\n" + head.lines("");
  for (const Interpretation& interpretation : directive.interpretations) out += one(interpretation);
  return out;
}

}  // namespace

std::string write(const std::vector<Directive>& directives) {
  std::string out = "format = 1\n";
  for (const Directive& directive : directives) out += one(directive);
  return out;
}

}  // namespace dostyq::directive
