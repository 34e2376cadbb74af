#include <algorithm>
#include <nlohmann/json.hpp>

#include "directive/names.hpp"
#include "reading/draft.hpp"

namespace dostyq::reading {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostText = 10'000;

/// A member that is a text; empty when it is missing or something else.
std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string()
             ? found->get<std::string>().substr(0, kMostText)
             : std::string();
}

std::optional<std::vector<std::string>> ids_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return std::nullopt;
  std::vector<std::string> ids;
  for (const Json& id : *found) {
    if (id.is_string()) ids.push_back(id.get<std::string>());
  }
  return ids;
}

Result<Decision> decision_of(const Json& json, const Report& report,
                             const world::Programme& programme) {
  if (!json.is_object()) return fail("reading.bad_decisions", {"decisions"});
  Decision decision;
  decision.statement = text_at(json, "statement");
  if (std::none_of(report.statements.begin(), report.statements.end(),
                   [&](const Statement& s) { return s.id == decision.statement; }))
    return fail("reading.bad_decisions", {"statement = " + decision.statement});
  const std::string kind = text_at(json, "decision");
  if (kind == "confirm")
    decision.kind = Decision::Kind::kConfirm;
  else if (kind == "edit")
    decision.kind = Decision::Kind::kEdit;
  else if (kind == "reject")
    decision.kind = Decision::Kind::kReject;
  else
    return fail("reading.bad_decisions", {decision.statement + ": decision = " + kind});
  decision.by = text_at(json, "by");
  decision.at = text_at(json, "at");
  if (!Date::parse(std::string_view(decision.at).substr(0, 10)))
    return fail("reading.bad_decisions", {decision.statement + ": at = " + decision.at});
  decision.note = text_at(json, "note");
  if (const std::string modality = text_at(json, "modality"); !modality.empty()) {
    const auto found =
        std::find(directive::kModalityNames.begin(), directive::kModalityNames.end(), modality);
    if (found == directive::kModalityNames.end())
      return fail("reading.bad_decisions", {decision.statement + ": modality = " + modality});
    decision.modality = static_cast<directive::Modality>(found - directive::kModalityNames.begin());
  }
  if (const auto text = json.find("text"); text != json.end() && text->is_object()) {
    for (const Language language : kLanguages)
      decision.text.in(language) = text_at(*text, std::string(code(language)).c_str());
  }
  decision.areas = ids_at(json, "areas");
  for (const std::string& id : decision.areas.value_or(std::vector<std::string>())) {
    if (programme.find_area(id, Date()) == nullptr)
      return fail("reading.bad_decisions", {decision.statement + ": areas = " + id});
  }
  decision.bodies = ids_at(json, "bodies");
  for (const std::string& id : decision.bodies.value_or(std::vector<std::string>())) {
    if (programme.find_body(id) == nullptr)
      return fail("reading.bad_decisions", {decision.statement + ": bodies = " + id});
  }
  if (const auto issuer = json.find("issuer"); issuer != json.end()) {
    decision.issuer = text_at(json, "issuer");
    if (!decision.issuer->empty() && programme.find_body(*decision.issuer) == nullptr)
      return fail("reading.bad_decisions", {decision.statement + ": issuer = " + *decision.issuer});
  }
  if (const auto due = json.find("due"); due != json.end()) {
    if (due->is_null()) {
      decision.no_due = true;
    } else {
      decision.due = Date::parse(text_at(json, "due"));
      if (!decision.due)
        return fail("reading.bad_decisions",
                    {decision.statement + ": due = " + text_at(json, "due")});
    }
  }
  return decision;
}

}  // namespace

Result<Decisions> parse_decisions(std::string_view text, const Report& report,
                                  const world::Programme& programme) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.find("format") == json.end() || json["format"] != 1)
    return fail("reading.bad_decisions", {"format"});
  Decisions decisions;
  decisions.source_sha256 = text_at(json, "source_sha256");
  if (decisions.source_sha256 != report.source_sha256)
    return fail("reading.other_source", {decisions.source_sha256});
  decisions.reviewer = text_at(json, "reviewer");
  if (decisions.reviewer.empty()) return fail("reading.bad_decisions", {"reviewer"});
  const auto list = json.find("decisions");
  if (list == json.end() || !list->is_array()) return fail("reading.bad_decisions", {"decisions"});
  for (const Json& one : *list) {
    Result<Decision> decision = decision_of(one, report, programme);
    if (!decision) return tl::unexpected(decision.error());
    decisions.list.push_back(std::move(*decision));
  }
  return decisions;
}

}  // namespace dostyq::reading
