#include <algorithm>
#include <mutex>
#include <set>

#include "directive/names.hpp"
#include "i18n/phrase.hpp"
#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "reading/draft.hpp"
#include "reading/reader.hpp"
#include "register/reviews.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;
using registry::Reading;
using registry::ReadingDecision;

constexpr size_t kMostBytes = size_t{20} << 20U;  // photos in a PDF or DOCX count too
constexpr size_t kMostText = size_t{1} << 20U;
constexpr size_t kMostWords = 10'000;  // of one text of a decision

/// Reads reports with the names of the register as it is. One report at a time: the others wait.
class ReportReader {
 public:
  Result<reading::Report> read(const std::shared_ptr<const registry::Snapshot>& snapshot,
                               std::string_view bytes, const reading::ReadOptions& options) {
    const std::lock_guard lock(mutex_);
    if (snapshot != snapshot_) {
      reader_ = std::make_unique<reading::Reader>(snapshot->programme());
      snapshot_ = snapshot;
    }
    return reader_->read(bytes, options);
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const registry::Snapshot> snapshot_;
  std::unique_ptr<reading::Reader> reader_;
};

struct Work {
  Facts facts;
  std::shared_ptr<ReportReader> reader;
};

Json brief(const Reading& reading, const std::vector<ReadingDecision>& decisions,
           const accounts::Principal& who) {
  const auto decided = std::count_if(decisions.begin(), decisions.end(), [&](const auto& d) {
    return d.reading == reading.id && !d.decision.empty();
  });
  return {{"id", reading.id},
          {"name", reading.name},
          {"title", reading.title},
          {"published", reading.published.empty() ? Json(nullptr) : Json(reading.published)},
          {"orders", reading.orders},
          {"decided", decided},
          {"created", recorded(reading.at, reading.author, "", who)}};
}

/// A decision as the pages see it; its version is what a next one must name.
Json view_of(const ReadingDecision& decision, const accounts::Principal& who) {
  Json shown = decision.decision.empty() ? Json{{"decision", nullptr}}
                                         : Json::parse(decision.decision, nullptr, false);
  shown["version"] = decision.version;
  shown["recorded"] = recorded(decision.at, decision.author, "", who);
  return shown;
}

Json names_of(const registry::Snapshot& snapshot, Date day) {
  Json areas = Json::array();
  std::string last;
  for (const world::AreaVersion& area : snapshot.programme().areas) {
    if (area.id == last || !area.period.contains(day)) continue;
    last = area.id;
    const auto parent = area.parent.empty() ? Json(nullptr) : area_ref(snapshot, area.parent, day);
    areas.push_back({{"id", area.id}, {"name", view(area.name)}, {"in", parent}});
  }
  Json bodies = Json::array();
  for (const world::Body& body : snapshot.programme().bodies) {
    if (body.period.contains(day))
      bodies.push_back({{"id", body.id}, {"name", view(body.name)}, {"in", nullptr}});
  }
  return {{"areas", std::move(areas)}, {"bodies", std::move(bodies)}};
}

/// The words for what a report's keys mean ("flag.no_date"), those that occur in it.
Json terms_of(const Json& report) {
  std::set<std::string> keys{"and_others"};
  for (const Json& note : report["notes"]) keys.insert("note." + note.get<std::string>());
  for (const Json& statement : report["statements"]) {
    for (const Json& flag : statement["flags"]) keys.insert("flag." + flag.get<std::string>());
    for (const char* field : {"part", "subject", "every"}) {
      if (statement[field].is_string())
        keys.insert(std::string(field) + "." + statement[field].get<std::string>());
    }
  }
  Json terms = Json::object();
  for (const std::string& key : keys) {
    if (i18n::knows("reading." + key))
      terms[key] = view(i18n::say(i18n::Phrase{"reading." + key, {}}));
  }
  return terms;
}

http::Answer list(const Call& call, const Work& work) {
  const auto readings = registry::list_readings(work.facts->facts.database());
  if (!readings) return tl::unexpected(refusal(readings.error()));
  const auto decisions = registry::reading_decisions(work.facts->facts.database(), "");
  if (!decisions) return tl::unexpected(refusal(decisions.error()));
  Json all = Json::array();
  for (const Reading& reading : *readings) all.push_back(brief(reading, *decisions, call.who));
  return page_of(call.request, all);
}

http::Answer add(const Call& call, const Work& work) {
  const auto snapshot = work.facts->facts.now();
  if (!snapshot->plan_case)
    return tl::unexpected(refusal(Error{ErrorCode::kNotFound, "register.empty", {}, {}}));
  if (call.request.body.empty()) return http::invalid({{"file", "document.empty", {}, {}}});
  reading::ReadOptions options;
  options.most_text = kMostText;
  options.published = Date::parse(call.query("published"));
  const auto report = work.reader->read(snapshot, call.request.body, options);
  if (!report) {
    if (report.error().code != ErrorCode::kBadInput) return tl::unexpected(refusal(report.error()));
    return http::invalid({{"file", report.error().key, report.error().args, {}}});
  }
  Reading fresh;
  fresh.name = call.query("name");
  fresh.title = report->title;
  if (report->published) fresh.published = report->published->date.to_string();
  fresh.sha256 = report->source_sha256;
  fresh.orders =
      std::count_if(report->statements.begin(), report->statements.end(),
                    [](const reading::Statement& s) { return s.obliges() && s.same_as.empty(); });
  fresh.bytes = call.request.body;
  fresh.page = Json(report->text).dump(-1, ' ', false, Json::error_handler_t::replace);
  fresh.report = reading::to_json(*report);
  bool is_new = false;
  const auto kept = registry::keep_reading(work.facts->facts.database(), actor_of(call.who),
                                           std::move(fresh), work.facts->facts.clock(), is_new);
  if (!kept) {
    if (kept.error().code != ErrorCode::kBadInput) return tl::unexpected(refusal(kept.error()));
    return http::invalid({{"name", kept.error().key, kept.error().args, {}}});
  }
  http::Response response = answer(brief(*kept, {}, call.who), is_new ? 201 : 200);
  response.headers.add("Location", "/api/v1/readings/" + kept->id);
  return response;
}

struct Found {
  Reading reading;
  std::vector<ReadingDecision> decisions;
};

tl::expected<Found, http::Problem> find(const Call& call, const Work& work) {
  auto reading = registry::read_reading(work.facts->facts.database(), call.path.text("id"));
  if (!reading) return tl::unexpected(refusal(reading.error()));
  auto decisions = registry::reading_decisions(work.facts->facts.database(), reading->id);
  if (!decisions) return tl::unexpected(refusal(decisions.error()));
  return Found{std::move(*reading), std::move(*decisions)};
}

http::Answer get(const Call& call, const Work& work) {
  const auto found = find(call, work);
  if (!found) return tl::unexpected(found.error());
  const auto snapshot = work.facts->facts.now();
  const Reading& reading = found->reading;
  Json shown = brief(reading, found->decisions, call.who);
  shown["report"] = Json::parse(reading.report, nullptr, false);
  shown["text"] = Json::parse(reading.page, nullptr, false);
  shown["terms"] = terms_of(shown["report"]);
  shown["decisions"] = Json::object();
  for (const ReadingDecision& decision : found->decisions)
    shown["decisions"][decision.statement] = view_of(decision, call.who);
  const Date day = Date::parse(reading.published).value_or(work.facts->facts.today());
  Json names = names_of(*snapshot, day);
  shown["areas"] = std::move(names["areas"]);
  shown["bodies"] = std::move(names["bodies"]);
  // An order's source stands in the programme: by default the one of the page's day.
  shown["sources"] = Json::array();
  for (const world::Source& source : snapshot->programme().sources)
    shown["sources"].push_back(
        {{"id", source.id},
         {"title", source.title},
         {"fits", !reading.published.empty() && source.published == reading.published}});
  return answer(shown);
}

/// The statement of the path with its last version; refuses what the reading does not have.
tl::expected<ReadingDecision, http::Problem> last_of(const Call& call, const Found& found) {
  const std::string& id = call.path.text("statement");
  const Json report = Json::parse(found.reading.report, nullptr, false);
  const Json& statements = report["statements"];
  if (std::none_of(statements.begin(), statements.end(),
                   [&](const Json& statement) { return statement["id"] == id; }))
    return http::refuse(404, "reading.no_statement", {id});
  const auto at = std::find_if(found.decisions.begin(), found.decisions.end(),
                               [&](const ReadingDecision& d) { return d.statement == id; });
  if (at != found.decisions.end()) return *at;
  return ReadingDecision{found.reading.id, id, 0, {}, {}, {}};
}

/// The decision in the request: what an edit leaves out stays as it was read.
tl::expected<Json, http::Problem> decision_in(const Call& call, const Work& work) {
  auto object =
      object_of(call, {"decision", "modality", "text", "areas", "bodies", "issuer", "due", "note"});
  if (!object) return tl::unexpected(object.error());
  const auto snapshot = work.facts->facts.now();  // kept: a write may bring the next one meanwhile
  const world::Programme& programme = snapshot->programme();
  std::vector<http::FieldError> wrong;
  const auto text = [&](const char* field) {
    const auto value = text_of(*object, field);
    if (!value || value->size() > kMostWords)
      wrong.push_back({std::string("/") + field, "http.needs_text", {}, {}});
    return value.value_or("");
  };
  const std::string kind = text("decision");
  if (kind != "confirm" && kind != "edit" && kind != "reject")
    wrong.push_back({"/decision", "http.needs_one_of", {"confirm, edit, reject"}, {}});
  const std::string modality = text("modality");
  const auto& modalities = directive::kModalityNames;
  if (!modality.empty() &&
      std::find(modalities.begin(), modalities.end(), modality) == modalities.end())
    wrong.push_back(
        {"/modality", "http.needs_one_of", {"ordered, required, supported, described"}, {}});
  text("note");
  const std::string issuer = text("issuer");
  if (!issuer.empty() && programme.find_body(issuer) == nullptr)
    wrong.push_back({"/issuer", "directive.unknown_body", {issuer, "none"}, {}});
  const std::string due = text("due");
  if (!due.empty() && !Date::parse(due)) wrong.push_back({"/due", "http.needs_date", {}, {}});
  const auto areas = ids_of(*object, "areas");
  if (!areas) wrong.push_back({"/areas", "http.needs_text", {}, {}});
  for (const std::string& id : areas.value_or(std::vector<std::string>())) {
    if (programme.find_area(id, Date()) == nullptr)
      wrong.push_back({"/areas", "directive.unknown_area", {id, "none"}, {}});
  }
  const auto bodies = ids_of(*object, "bodies");
  if (!bodies) wrong.push_back({"/bodies", "http.needs_text", {}, {}});
  for (const std::string& id : bodies.value_or(std::vector<std::string>())) {
    if (programme.find_body(id) == nullptr)
      wrong.push_back({"/bodies", "directive.unknown_body", {id, "none"}, {}});
  }
  if (object->contains("text")) {
    for (const auto& [language, words] : (*object)["text"].items()) {
      if (!words.is_string() || words.get<std::string>().size() > kMostWords ||
          (language != "kk" && language != "ru" && language != "en"))
        wrong.push_back({"/text/" + language, "http.needs_text", {}, {}});
    }
  }
  if (!wrong.empty()) return http::invalid(std::move(wrong));
  return object;
}

http::Answer decide(const Call& call, const Work& work, bool take_back) {
  const auto found = find(call, work);
  if (!found) return tl::unexpected(found.error());
  auto last = last_of(call, *found);
  if (!last) return tl::unexpected(last.error());
  Json decision;
  if (!take_back) {
    auto given = decision_in(call, work);
    if (!given) return tl::unexpected(given.error());
    decision = std::move(*given);
  }
  if (const auto same = must_match(call, last->version); !same) return tl::unexpected(same.error());
  const int64_t seen = last->version;
  last->decision = take_back ? "" : decision.dump();
  const auto kept = registry::decide_reading(work.facts->facts.database(), actor_of(call.who),
                                             std::move(*last), seen, work.facts->facts.clock());
  if (!kept) return tl::unexpected(refusal(kept.error()));
  return answer(view_of(*kept, call.who));
}

/// What was decided, as a review's file says it.
std::string decisions_file(const Found& found) {
  Json list = Json::array();
  std::string reviewer = found.reading.author;
  for (const ReadingDecision& each : found.decisions) {
    if (each.decision.empty()) continue;
    Json decision = Json::parse(each.decision);
    decision["statement"] = each.statement;
    decision["by"] = each.author;
    decision["at"] = each.at;
    list.push_back(std::move(decision));
  }
  const auto number = [](const Json& decision) {
    return std::stoi(decision["statement"].get<std::string>().substr(1));
  };
  std::sort(list.begin(), list.end(),
            [&](const Json& a, const Json& b) { return number(a) < number(b); });
  const Json file{{"format", 1},
                  {"source", found.reading.name},
                  {"source_sha256", found.reading.sha256},
                  {"reviewer", reviewer},
                  {"decisions", std::move(list)}};
  return file.dump(2);
}

http::Answer drafts(const Call& call, const Work& work) {
  const auto found = find(call, work);
  if (!found) return tl::unexpected(found.error());
  const auto snapshot = work.facts->facts.now();
  const auto report =
      reading::parse_report(found->reading.report, Json::parse(found->reading.page));
  if (!report) return tl::unexpected(refusal(report.error()));
  const auto decisions =
      reading::parse_decisions(decisions_file(*found), *report, snapshot->programme());
  if (!decisions) return tl::unexpected(refusal(decisions.error()));
  const reading::DraftOptions options{std::string(call.query("source")), found->reading.name,
                                      &*decisions, call.language};
  const auto toml = reading::draft_directives(*report, snapshot->programme(), options);
  if (!toml) return tl::unexpected(refusal(toml.error()));
  return download(*toml, "application/toml", found->reading.id + ".directives.toml");
}

http::Answer source(const Call& call, const Work& work) {
  const auto found = find(call, work);
  if (!found) return tl::unexpected(found.error());
  // Whatever it is, no browser shows it: it came from a stranger's page.
  http::Response response =
      download(found->reading.bytes, "application/octet-stream", found->reading.id + ".source");
  response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox");
  response.headers.add("Cache-Control", "no-store");
  return response;
}

}  // namespace

void add_reading_routes(RouteTable& table, const Facts& facts) {
  constexpr accounts::Permission kRead{Resource::kReading, Action::kRead};
  constexpr accounts::Permission kWrite{Resource::kReading, Action::kWrite};
  const Work work{facts, std::make_shared<ReportReader>()};
  Route all = route(Method::kGet, "/readings", "readings.list",
                    "Published reports that were read for orders.", kRead,
                    [work](const Call& call) { return list(call, work); });
  all.paged = true;
  table.add(std::move(all));
  Route post = route(Method::kPost, "/readings", "readings.add",
                     "Read a report (text, HTML, PDF or DOCX): drafts of the orders in it.", kWrite,
                     [work](const Call& call) { return add(call, work); });
  post.query = {text_parameter("name", "Its file name, or a title."),
                day_parameter("published", "The page's day, when it does not say it itself.")};
  post.query.front().required = true;
  post.takes_type = "*/*";
  post.most_body_bytes = kMostBytes;
  post.success = 201;
  table.add(std::move(post));
  table.add(route(Method::kGet, "/readings/{id}", "readings.get",
                  "A report with its text, drafts, and what was decided of them.", kRead,
                  [work](const Call& call) { return get(call, work); }));
  table.add(route(Method::kPut, "/readings/{id}/decisions/{statement}", "readings.decide",
                  "Confirm, edit or reject a draft; nothing becomes binding by it.", kWrite,
                  [work](const Call& call) { return decide(call, work, false); }));
  table.add(route(Method::kDelete, "/readings/{id}/decisions/{statement}", "readings.undecide",
                  "Take a decision back.", kWrite,
                  [work](const Call& call) { return decide(call, work, true); }));
  Route toml = route(Method::kGet, "/readings/{id}/directives.toml", "readings.drafts",
                     "What was confirmed or edited, as drafts for directives.toml.", kRead,
                     [work](const Call& call) { return drafts(call, work); });
  toml.query = {text_parameter("source", "Id in sources.csv; else the source of the page's day.")};
  toml.gives_type = "application/toml";
  table.add(std::move(toml));
  Route bytes =
      route(Method::kGet, "/readings/{id}/source", "readings.source", "The report as it was given.",
            kRead, [work](const Call& call) { return source(call, work); });
  bytes.gives_type = "application/octet-stream";
  table.add(std::move(bytes));
}

}  // namespace dostyq::portal
