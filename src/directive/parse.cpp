#include "directive/parse.hpp"

#include <algorithm>
#include <set>

#include "directive/fields.hpp"
#include "directive/names.hpp"
#include "directive/parse_requirement.hpp"
#include "directive/references.hpp"
#include "io/toml_guard.hpp"

namespace dostyq::directive {
namespace {

constexpr int64_t kFormat = 1;

/// Capitals too, unlike the ids of the tables: orders are known as R1, R3.2.
bool is_directive_id(const std::string& id) {
  return std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

class DirectiveReader {
 public:
  DirectiveReader(const References& references, ProblemLog& log)
      : references_(references), log_(log), requirements_(references, log) {}

  std::vector<Directive> file(const toml::table& root) {
    Fields fields(root, log_);
    const auto format = fields.integer("format", 1, 1'000'000, Need::kRequired);
    if (format && *format != kFormat) fields.problem("format", "directive.unknown_format");
    std::vector<Directive> out;
    if (fields.has("directive")) {
      for (const toml::table* table : fields.tables("directive", Need::kRequired))
        out.push_back(directive(*table));
    } else {
      fields.node("directive", Need::kOptional);
    }
    fields.finish();
    return out;
  }

 private:
  Directive directive(const toml::table& table) {
    Fields fields(table, log_);
    Directive out;
    out.id = id(fields);
    if (!out.id.empty() && !ids_.insert(out.id).second)
      fields.problem("id", "directive.said_twice", {out.id});
    out.text = fields.text("text").value_or(Text{});
    out.source = reference(fields, "source", references_.sources, "directive.unknown_source");
    out.date = fields.date("date", Need::kRequired).value_or(Date{});
    out.passage =
        static_cast<int>(fields.integer("passage", 1, 1'000'000, Need::kRequired).value_or(1));
    if (fields.has("issuer"))
      out.issuer = reference(fields, "issuer", references_.bodies, "directive.unknown_body");
    else
      fields.node("issuer", Need::kOptional);
    out.bodies = fields.strings("bodies", Need::kRequired, false, true);
    for (const std::string& body : out.bodies) {
      if (!References::has(references_.bodies, body)) {
        fields.unknown("bodies", "directive.unknown_body", body, references_.bodies);
      }
    }
    if (const auto i = fields.choice("modality", kModalityNames, Need::kRequired)) {
      out.modality = static_cast<Modality>(*i);
    }
    out.due = fields.date("due", Need::kOptional);
    out.interpretations = interpretations(fields, out.modality);
    fields.finish();
    return out;
  }

  std::vector<Interpretation> interpretations(Fields& fields, Modality modality) {
    if (!fields.has("interpretation")) {
      fields.node("interpretation", Need::kOptional);
      return {};
    }
    if (modality == Modality::kDescribed)
      fields.problem("interpretation", "directive.described_only_shown");
    std::vector<Interpretation> out;
    std::set<std::pair<std::string, int>> versions;
    for (const toml::table* table : fields.tables("interpretation", Need::kRequired)) {
      out.push_back(interpretation(*table));
      const Interpretation& last = out.back();
      if (!last.id.empty() && !versions.emplace(last.id, last.version).second) {
        log_.add(table->source(), "directive.said_twice", {last.id});
      }
    }
    const auto chosen =
        std::count_if(out.begin(), out.end(), [](const Interpretation& i) { return i.chosen; });
    if (!out.empty() && chosen != 1) {
      fields.problem("interpretation", "directive.choose_one", {std::to_string(chosen)});
    }
    return out;
  }

  Interpretation interpretation(const toml::table& table) {
    Fields fields(table, log_);
    Interpretation out;
    out.id = id(fields);
    out.version =
        static_cast<int>(fields.integer("version", 1, 1'000'000, Need::kRequired).value_or(1));
    out.decided_by = fields.string("decided_by", Need::kRequired).value_or("");
    out.decided_on = fields.date("decided_on", Need::kRequired).value_or(Date{});
    out.why = fields.text("why").value_or(Text{});
    if (const auto i = fields.choice("force", kForceNames, Need::kRequired))
      out.force = static_cast<Force>(*i);
    out.weight =
        static_cast<int>(fields.integer("weight", 1, 1'000'000, Need::kOptional).value_or(1));
    if (fields.has("weight") && out.force != Force::kPreferred) {
      fields.problem("weight", "directive.weight_of_preferred_only");
    }
    out.chosen = fields.boolean("chosen", Need::kOptional).value_or(false);
    out.due = fields.date("due", Need::kOptional);
    out.require = requirements_.list(fields, "require");
    fields.finish();
    return out;
  }

  std::string id(Fields& fields) {
    const auto id = fields.string("id", Need::kRequired);
    if (id && !is_directive_id(*id)) fields.problem("id", "directive.bad_id", {*id});
    return id.value_or("");
  }

  std::string reference(Fields& fields, std::string_view key, const std::vector<std::string>& known,
                        const std::string& message) {
    const auto id = fields.string(key, Need::kRequired);
    if (id && !References::has(known, *id)) fields.unknown(key, message, *id, known);
    return id.value_or("");
  }

  const References& references_;
  ProblemLog& log_;
  RequirementReader requirements_;
  std::set<std::string> ids_;
};

Problems one_problem(const std::string& file, std::string key, std::vector<std::string> args = {},
                     int row = 0, std::string column = {}) {
  return {Error{ErrorCode::kBadInput, std::move(key), std::move(args),
                Where{file, row, std::move(column)}}};
}

}  // namespace

Checked<std::vector<Directive>> parse(std::string_view toml, const std::string& file,
                                      const world::Programme& programme) {
  switch (io::unfit(toml)) {
    case io::Unfit::kTooLarge:
      return tl::unexpected(one_problem(file, "directive.too_large"));
    case io::Unfit::kTooDeep:
      return tl::unexpected(one_problem(file, "directive.too_deep"));
    case io::Unfit::kNo:
      break;
  }
  try {
    const toml::table root = toml::parse(toml);
    const References references(programme);
    ProblemLog log(file);
    std::vector<Directive> directives = DirectiveReader(references, log).file(root);
    if (!log.empty()) return tl::unexpected(log.sorted());
    return directives;
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    return tl::unexpected(one_problem(file, "directive.syntax", {std::string(error.description())},
                                      static_cast<int>(at.line), std::to_string(at.column)));
  }
}

}  // namespace dostyq::directive
