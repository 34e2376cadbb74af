#include <algorithm>

#include "i18n/fold.hpp"
#include "i18n/phrase.hpp"
#include "planning/measure.hpp"
#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "register/life.hpp"
#include "register/rules.hpp"
#include "world/schema.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json stage_view(const registry::Snapshot& snapshot, const registry::Record& record,
                const accounts::Principal& who) {
  const registry::Cells cells = snapshot.state.table("site_stages")->cells(record);
  return {{"stage", cell(cells, "stage")},
          {"from", or_null(cell(cells, "from"))},
          {"recorded", recorded(record, who)},
          {"evidence", record.evidence},
          {"source", view(source_title(snapshot, cell(cells, "source")))},
          {"confidence", cell(cells, "confidence")}};
}

/// The stages after the one that it is in; only the next may be recorded.
Json next_stages(const std::string& site, const std::string& stage) {
  Json next = Json::array();
  const auto& names = world::kSiteStageNames;
  const auto at = std::find(names.begin(), names.end(), stage);
  const size_t first = at == names.end() ? 0 : static_cast<size_t>(at - names.begin()) + 1;
  for (size_t i = first; i < names.size(); ++i) {
    const bool allowed = i == first;
    const Text reason = i18n::say(i18n::Phrase{
        "register.stage_skipped",
        {i18n::same(site), i18n::same(names[i]), i18n::same(names[i - (allowed ? 0 : 1)])}});
    next.push_back({{"stage", names[i]},
                    {"allowed", allowed},
                    {"reason", allowed ? Json(nullptr) : view(reason)}});
  }
  return next;
}

Json serves(const Overview& overview, const SiteRow& site) {
  const world::World& world = overview.snapshot->plan_case->world;
  int64_t places = 0;
  int64_t people = 0;
  for (const world::DemandPoint& point : world.demand().points) {
    const auto seconds = world.travel().seconds(point.place, site.place);
    if (!seconds || *seconds > overview.minutes * 60) continue;
    ++places;
    people += point.people;
  }
  return {{"places", places}, {"people", people}};
}

Json detail(const Call& call, const Facts& facts, const Overview& overview, const SiteRow& row) {
  const registry::Snapshot& snapshot = *overview.snapshot;
  Json site = row.view();
  const std::string& id = row.id;
  const registry::Cells cells = cells_of(snapshot, "sites", id);
  const registry::Record* record = snapshot.state.find("sites", id);
  add_contacts(snapshot, id, site);
  site["stages"] = Json::array();
  std::vector<std::string> documents;
  if (record != nullptr) documents = record->evidence;
  for (const registry::Record* stage : registry::stages_of(snapshot, id)) {
    site["stages"].push_back(stage_view(snapshot, *stage, call.who));
    documents.insert(documents.end(), stage->evidence.begin(), stage->evidence.end());
  }
  site["next_stages"] = next_stages(id, row.stage);
  site["serves"] = serves(overview, row);
  site["evidence"] = Json::array();
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  for (const std::string& document : documents) {
    Json shown = document_view(snapshot, facts->facts.database(), document, call.who);
    if (!shown.is_null()) site["evidence"].push_back(std::move(shown));
  }
  site["source"] = view(source_title(snapshot, cell(cells, "source")));
  site["version"] = std::to_string(record == nullptr ? 0 : record->version);
  return site;
}

http::Answer list(const Call& call, const Overview& overview) {
  const std::string wanted = i18n::fold_for_search(call.query("q"));
  Json all = Json::array();
  for (const SiteRow& row : overview.sites->all()) {
    if (!call.query("region").empty() && row.region != call.query("region")) continue;
    if (!call.query("state").empty() && row.state != call.query("state")) continue;
    Json site = row.view();
    const std::string words = wanted.empty()
                                  ? ""
                                  : i18n::fold_for_search(site["name"].dump() + " " +
                                                          site["place"].dump() + " " + row.id);
    if (words.find(wanted) == std::string::npos) continue;
    all.push_back(std::move(site));
  }
  return page_of(call.request, all);
}

http::Answer get(const Call& call, const Facts& facts, const Overview& overview) {
  const SiteRow* site = overview.sites->find(call.path.text("id"));
  if (site == nullptr) return http::refuse(404, "register.no_record", {call.path.text("id")});
  const Json shown = detail(call, facts, overview, *site);
  return tagged_answer(call, shown, std::stoll(shown["version"].get<std::string>()));
}

/// {item, changed, change} with the site as it is now.
http::Answer changed(const Call& call, const Facts& facts, const registry::Snapshot& before,
                     const registry::Receipt& receipt, const std::string& id, int status) {
  const auto overview = facts->overviews.now();
  if (!overview) return tl::unexpected(refusal(overview.error()));
  const SiteRow* site = (*overview)->sites->find(id);
  Json item = site == nullptr ? Json(nullptr) : detail(call, facts, **overview, *site);
  return answer(written(before, receipt, std::move(item), (*overview)->today), status);
}

tl::expected<registry::Cells, http::Problem> site_cells(const Json& object) {
  registry::Cells cells;
  for (const char* field : {"kind", "place", "address", "source", "confidence"}) {
    const auto text = text_of(object, field);
    if (!text) return tl::unexpected(text.error());
    if (!text->empty()) cells[field] = *text;
  }
  if (object.contains("name") && object["name"].is_object()) {
    for (const char* language : {"kk", "ru", "en"}) {
      const auto text = text_of(object["name"], language);
      if (!text) return tl::unexpected(text.error());
      cells["name_" + std::string(language)] = *text;
    }
  }
  return cells;
}

/// Hours, telephone and web page, when the form says something of them; null takes a cell away.
tl::expected<std::optional<registry::Change>, http::Problem> contacts_change(
    const registry::Snapshot& snapshot, const Json& object, const std::string& site) {
  const registry::Record* old = snapshot.state.find("site_contacts", site);
  const registry::Cells known = cells_of(snapshot, "sites", site);
  registry::Change change{"site_contacts", site, false, cells_of(snapshot, "site_contacts", site),
                          old == nullptr ? 0 : old->version};
  const registry::Cells before = change.cells;
  for (const char* field : {"phone", "website"}) {
    if (!object.contains(field)) continue;
    const auto text = text_of(object, field);
    if (!text) return tl::unexpected(text.error());
    change.cells[field] = *text;
  }
  for (const char* language : {"kk", "ru", "en"}) {
    if (!object.contains("hours")) break;
    const auto text = object["hours"].is_object() ? text_of(object["hours"], language)
                                                  : tl::expected<std::string, http::Problem>("");
    if (!text) return tl::unexpected(text.error());
    change.cells["hours_" + std::string(language)] = *text;
  }
  std::erase_if(change.cells, [](const auto& each) { return each.second.empty(); });
  if (change.cells == before) return std::optional<registry::Change>();
  for (const char* column : {"place", "source", "confidence"})
    change.cells.emplace(column, cell(known, column));
  change.cells.emplace("id", site);
  return std::optional<registry::Change>(std::move(change));
}

const std::vector<std::string> kSiteFields{"id",    "kind",    "place",   "name",   "hours",
                                           "phone", "address", "website", "source", "confidence",
                                           "on",    "reason",  "evidence"};

http::Answer propose(const Call& call, const Facts& facts) {
  const auto object = object_of(call, kSiteFields);
  if (!object) return tl::unexpected(object.error());
  auto cells = site_cells(*object);
  if (!cells) return tl::unexpected(cells.error());
  const auto before = facts->facts.now();
  const auto id = text_of(*object, "id");
  const auto evidence = ids_of(*object, "evidence");
  if (!id || !evidence) return tl::unexpected(id ? evidence.error() : id.error());
  registry::StageStep step;
  step.site = !id->empty() ? *id : cell(*cells, "kind") + "-" + cell(*cells, "place");
  step.stage = "proposed";
  step.on = facts->facts.today();
  step.cells = *cells;
  step.evidence = *evidence;
  const auto receipt = registry::advance(facts->facts, actor_of(call.who), step);
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  return changed(call, facts, *before, *receipt, step.site, 201);
}

http::Answer advance(const Call& call, const Facts& facts) {
  const auto object =
      object_of(call, {"stage", "from", "evidence", "note", "source", "confidence"});
  if (!object) return tl::unexpected(object.error());
  const auto stage = text_of(*object, "stage");
  const auto from = text_of(*object, "from");
  const auto note = text_of(*object, "note");
  const auto evidence = ids_of(*object, "evidence");
  if (!stage || !from || !note) return http::invalid({{"/stage", "http.needs_text", {}, {}}});
  if (!evidence) return tl::unexpected(evidence.error());
  const auto day = Date::parse(*from);
  if (!day) return http::invalid({{"/from", "http.needs_date", {}, {}}});
  const auto before = facts->facts.now();
  registry::StageStep step;
  step.site = call.path.text("id");
  step.stage = *stage;
  step.on = *day;
  step.reason = *note;
  step.evidence = *evidence;
  const auto receipt = registry::advance(facts->facts, actor_of(call.who), step);
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  return changed(call, facts, *before, *receipt, step.site, 201);
}

http::Answer edit(const Call& call, const Facts& facts) {
  const auto object = object_of(call, kSiteFields);
  if (!object) return tl::unexpected(object.error());
  const auto cells = site_cells(*object);
  if (!cells) return tl::unexpected(cells.error());
  const std::string& id = call.path.text("id");
  const auto before = facts->facts.now();
  const registry::Record* record = before->state.find("sites", id);
  if (record == nullptr) return http::refuse(404, "register.no_record", {id});
  if (const auto match = must_match(call, record->version); !match)
    return tl::unexpected(match.error());
  registry::Change change{"sites", id, false, before->state.table("sites")->cells(*record),
                          record->version};
  for (const auto& [column, text] : *cells) change.cells[column] = text;
  const auto reason = text_of(*object, "reason");
  const auto contacts = contacts_change(*before, *object, id);
  if (!contacts) return tl::unexpected(contacts.error());
  std::vector<registry::Change> changes{change};
  if (*contacts) changes.push_back(**contacts);
  registry::Submission submission{
      std::move(changes), reason && !reason->empty() ? *reason : "–", {}, 0};
  if (const auto evidence = ids_of(*object, "evidence")) submission.evidence = *evidence;
  const auto receipt = facts->facts.submit(actor_of(call.who), submission);
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  return changed(call, facts, *before, *receipt, id, 200);
}

}  // namespace

void add_site_routes(RouteTable& table, const Facts& facts) {
  constexpr accounts::Permission kWrite{Resource::kSite, Action::kWrite};
  Route all = public_get("/sites", "sites.list", "Sites: open, closed, under way, planned.",
                         with_overview(facts, list));
  all.query = {
      text_parameter("region", "Id of a region."),
      text_parameter("state", "How far it is.", {"planned", "under_way", "open", "closed"}),
      text_parameter("q", "Part of a name.")};
  all.paged = true;
  table.add(std::move(all));
  table.add(route(Method::kGet, "/sites/{id}", "sites.get", "One site with its life and evidence.",
                  {Resource::kRegister, Action::kRead},
                  with_overview(facts, [facts](const Call& call, const Overview& overview) {
                    return get(call, facts, overview);
                  })));
  Route post = route(Method::kPost, "/sites", "sites.propose", "Propose a new site.", kWrite,
                     [facts](const Call& call) { return propose(call, facts); });
  post.success = 201;
  table.add(std::move(post));
  table.add(route(Method::kPatch, "/sites/{id}", "sites.edit", "Correct what is known of a site.",
                  kWrite, [facts](const Call& call) { return edit(call, facts); }));
  Route stage = route(Method::kPost, "/sites/{id}/stages", "sites.advance",
                      "Record the next stage of its life.", kWrite,
                      [facts](const Call& call) { return advance(call, facts); });
  stage.success = 201;
  table.add(std::move(stage));
}

}  // namespace dostyq::portal
