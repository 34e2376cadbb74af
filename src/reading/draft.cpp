#include "reading/draft.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "directive/lint.hpp"
#include "directive/names.hpp"
#include "directive/parse.hpp"
#include "i18n/phrase.hpp"

namespace dostyq::reading {
namespace {

/// What a subject is counted by when the programme has it: a table, for sites a kind.
struct Counted {
  std::string_view subject, table, kind;
};
constexpr Counted kCounted[] = {
    {"house", "sites", "house"},
    {"branch", "sites", "branch"},
    {"presence", "sites", "representation"},
    {"route", "route_stops", ""},
    {"mediation", "mediators", ""},
    {"reconciliation", "reconciliation_teams", ""},
    {"plan", "body_plans", ""},
    {"club", "club_members", ""},
    {"media_support", "media_support", ""},
    {"information", "publications", ""},
    {"procedure", "procedures", ""},
};

class Drafter {
 public:
  Drafter(const Report& report, const world::Programme& programme, const DraftOptions& options)
      : report_(report), programme_(programme), options_(options) {}

  Result<std::string> write() {
    if (!report_.published) return fail("reading.draft_without_date");
    if (const Result<void> found = find_source(); !found) return tl::unexpected(found.error());
    std::string out = "format = 1\n";
    comment(out, say("reading.draft.head", {options_.source_name, report_.source_sha256}));
    if (options_.decisions != nullptr) {
      comment(out, say("reading.draft.reviewed", {reviewers()}));
      write_confirmed(out);
    } else {
      for (const Statement& statement : report_.statements) {
        if (statement.obliges() && statement.same_as.empty()) write_one(out, statement, nullptr);
      }
    }
    return out;
  }

 private:
  std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
    return i18n::say(key, args, options_.language);
  }

  static void comment(std::string& out, const std::string& text) {
    out += "# ";
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      out += byte < 0x20 || byte == 0x7F ? ' ' : c;
    }
    out += '\n';
  }

  Result<void> find_source() {
    source_ = options_.source_id;
    if (source_.empty()) {
      for (const world::Source& source : programme_.sources) {
        if (source.published == report_.published->date.to_string()) source_ = source.id;
      }
    }
    if (source_.empty() || programme_.find_source(source_) == nullptr)
      return fail("reading.draft_without_source",
                  {source_.empty() ? report_.published->date.to_string() : source_});
    return {};
  }

  const std::string& reviewer(const Decision& decision) const {
    return decision.by.empty() ? options_.decisions->reviewer : decision.by;
  }

  /// All who decided, each once.
  std::string reviewers() const {
    std::vector<std::string> names;
    for (const Decision& decision : options_.decisions->list) {
      if (std::find(names.begin(), names.end(), reviewer(decision)) == names.end())
        names.push_back(reviewer(decision));
    }
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out.empty() ? options_.decisions->reviewer : out;
  }

  void write_confirmed(std::string& out) {
    for (const Decision& decision : options_.decisions->list) {
      const auto at = std::find_if(
          report_.statements.begin(), report_.statements.end(),
          [&](const Statement& statement) { return statement.id == decision.statement; });
      if (at == report_.statements.end()) continue;
      if (decision.kind == Decision::Kind::kReject) {
        out += '\n';
        comment(out, say("reading.draft.rejected",
                         {decision.statement, reviewer(decision), decision.at, decision.note}));
        continue;
      }
      Statement statement = *at;
      if (decision.modality) statement.modality = *decision.modality;
      if (decision.areas) {
        statement.areas = *decision.areas;
        statement.every.clear();
        statement.open_places.clear();
      }
      if (decision.bodies) {
        statement.bodies = *decision.bodies;
        statement.unnamed.clear();
      }
      if (decision.issuer) statement.issuer = *decision.issuer;
      if (decision.no_due) statement.due.reset();
      // A day that a person sets is still a reading unless the source says it.
      if (decision.due) statement.due = Due{decision.due->to_string(), decision.due, true};
      write_one(out, statement, &decision);
    }
  }

  bool has_table(std::string_view table) const {
    return table == world::kSites ||
           std::any_of(programme_.config.registers.begin(), programme_.config.registers.end(),
                       [&](const world::RegisterSchema& schema) { return schema.id == table; });
  }
  bool has_kind(const std::string& kind) const {
    return programme_.find_kind(kind) != nullptr || programme_.find_class(kind) != nullptr;
  }

  /// A requirement to begin with.
  directive::Requirement template_of(const Statement& statement, const std::string& id) const {
    directive::Requirement one;
    const auto* counted =
        std::find_if(std::begin(kCounted), std::end(kCounted),
                     [&](const Counted& c) { return c.subject == statement.subject; });
    const int64_t n = statement.number.value_or(1);
    if (counted != std::end(kCounted) && has_table(counted->table) &&
        (counted->kind.empty() || has_kind(std::string(counted->kind)))) {
      directive::Count count;
      count.table = counted->table;
      if (!counted->kind.empty()) count.kinds = {std::string(counted->kind)};
      if (statement.subject == "house") count.opened_after = report_.published->date;
      count.comparison = {directive::Comparison::Op::kAtLeast, n};
      one.form = count;
    } else {
      one.form = directive::Evidence{id, {}, 1};
    }
    return over_areas(statement, std::move(one));
  }

  bool is_country(const std::string& area) const {
    const world::AreaVersion* found = programme_.find_area(area, report_.published->date);
    return found != nullptr && found->kind == world::AreaKind::kCountry;
  }

  directive::Requirement over_areas(const Statement& statement, directive::Requirement one) const {
    directive::ForEvery every;
    std::vector<std::string> named;
    bool country = false;
    for (const std::string& area : statement.areas) {
      country = country || is_country(area);
      if (!is_country(area)) named.push_back(area);
    }
    if (!statement.every.empty() || (country && statement.subject == "reconciliation")) {
      every.areas =
          directive::AreasOfKind{statement.every.empty() ? "region" : statement.every, {}};
    } else if (named.size() > 1) {
      every.areas = directive::NamedAreas{named};
    } else {
      if (named.size() == 1) {
        if (auto* count = std::get_if<directive::Count>(&one.form)) count->in = named.front();
        if (auto* evidence = std::get_if<directive::Evidence>(&one.form))
          evidence->in = named.front();
      }
      return one;
    }
    every.then.push_back(std::move(one));
    directive::Requirement whole;
    whole.form = std::move(every);
    return whole;
  }

  /// What the statement is about, in a language that the source does not speak.
  std::string summary(const Statement& statement, Language language) const {
    std::string out = i18n::say("reading.draft.untranslated", {}, language);
    if (!statement.subject.empty())
      out += ": " + i18n::say("reading.subject." + statement.subject, {}, language);
    std::string places;
    for (const std::string& id : statement.areas) {
      const world::AreaVersion* area = programme_.find_area(id, report_.published->date);
      places += (places.empty() ? "" : ", ") + (area == nullptr ? id : area->name.in(language));
    }
    if (!statement.every.empty())
      places += (places.empty() ? "" : ", ") +
                i18n::say("reading.every." + statement.every, {}, language);
    if (!places.empty()) out += "; " + places;
    return out;
  }

  void write_one(std::string& out, const Statement& statement, const Decision* decision) {
    directive::Directive order;
    order.id = "D" + statement.id.substr(1);
    for (const Language language : kLanguages) {
      order.text.in(language) =
          language == statement.language ? statement.text : summary(statement, language);
      if (decision != nullptr && !decision->text.in(language).empty())
        order.text.in(language) = decision->text.in(language);
    }
    order.source = source_;
    order.date = report_.published->date;
    order.passage = std::max(1, std::stoi(statement.id.substr(1)));
    if (programme_.find_body(statement.issuer) != nullptr) order.issuer = statement.issuer;
    order.bodies = statement.bodies;
    order.modality = statement.modality;
    if (statement.due && statement.due->date && !statement.due->interpreted)
      order.due = statement.due->date;
    if (statement.modality != directive::Modality::kDescribed) {
      directive::Interpretation reading;
      reading.id = "reading";
      reading.decided_by = decision == nullptr ? "dostyq read" : reviewer(*decision);
      reading.decided_on = report_.published->date;
      if (decision != nullptr) {
        if (const auto day = Date::parse(std::string_view(decision->at).substr(0, 10)))
          reading.decided_on = *day;
      }
      for (const Language language : kLanguages)
        reading.why.in(language) =
            i18n::say(decision == nullptr ? "reading.draft.why" : "reading.draft.why_confirmed", {},
                      language);
      reading.force = directive::Force::kWatched;
      reading.chosen = true;
      if (statement.due && statement.due->date && statement.due->interpreted)
        reading.due = statement.due->date;
      reading.require.push_back(template_of(statement, order.id));
      order.interpretations.push_back(std::move(reading));
    }
    write_comments(out, statement, order, decision);
    const std::string toml = directive::write({order});
    out += std::string_view(toml).substr(toml.find("[[directive]]"));
  }

  void write_comments(std::string& out, const Statement& statement,
                      const directive::Directive& order, const Decision* decision) {
    out += '\n';
    comment(out, say("reading.draft.passage",
                     {std::to_string(statement.span.begin), std::to_string(statement.span.end),
                      fmt::format("{:.2f}", statement.confidence)}));
    for (const Statement& other : report_.statements) {
      if (other.same_as == statement.id)
        comment(out, say("reading.draft.also",
                         {std::to_string(other.span.begin), std::to_string(other.span.end)}));
    }
    if (decision != nullptr) {
      comment(out, say(decision->kind == Decision::Kind::kEdit ? "reading.draft.edited"
                                                               : "reading.draft.confirmed",
                       {reviewer(*decision), decision->at}));
      if (!decision->note.empty()) comment(out, decision->note);
    }
    for (const UnnamedBody& body : statement.unnamed)
      comment(out, say("reading.draft.unnamed", {body.text}));
    for (const OpenPlace& place : statement.open_places) {
      std::string ids;
      for (const std::string& id : place.candidates) ids += (ids.empty() ? "" : ", ") + id;
      comment(out, say("reading.draft.which_place", {place.text, ids}));
    }
    if (!statement.reason.empty()) comment(out, say("reading.draft.reason", {statement.reason}));
    for (const std::string& flag : statement.flags) comment(out, "! " + say(flag));
    for (const directive::Flag& flag : directive::lint({order}, programme_))
      comment(out, "? " + i18n::say(flag.phrase, options_.language));
  }

  const Report& report_;
  const world::Programme& programme_;
  const DraftOptions& options_;
  std::string source_;
};

}  // namespace

Result<std::string> draft_directives(const Report& report, const world::Programme& programme,
                                     const DraftOptions& options) {
  return Drafter(report, programme, options).write();
}

}  // namespace dostyq::reading
