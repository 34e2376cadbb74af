#include <algorithm>

#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "register/documents.hpp"
#include "register/permissions.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;
using registry::Cells;
using registry::Snapshot;

const std::string kEvidence = "evidence";
constexpr int32_t kStaleDays = 365;

/// Rows of the register of evidence that name this document.
std::vector<Cells> rows_of(const Snapshot& snapshot, const std::string& document) {
  std::vector<Cells> rows;
  const registry::Table* table = snapshot.state.table(kEvidence);
  for (size_t i = 0; table != nullptr && i < table->records.size(); ++i) {
    const registry::Record& record = table->records[i];
    if (!record.removed && table->cell(record, "document") == document)
      rows.push_back(table->cells(record));
  }
  return rows;
}

Json view_of(const Snapshot& snapshot, const registry::Document& document,
             const accounts::Principal& who) {
  const std::vector<Cells> rows = rows_of(snapshot, document.id);
  const std::string about = rows.empty() ? "" : cell(rows.front(), "about");
  const auto after = [&](const std::string& prefix) {
    return about.starts_with(prefix) ? Json(about.substr(prefix.size())) : Json(nullptr);
  };
  const Date today = Date::parse(document.at.substr(0, 10)).value_or(Date());
  const Date dated = Date::parse(document.dated).value_or(today);
  Json file = nullptr;
  if (document.kind != "link")
    file = {{"name", document.name},
            {"type", document.media_type},
            {"bytes", document.size},
            {"sha256", document.sha256}};
  return {{"id", document.id},
          {"kind", document.kind},
          {"title", document.name},
          {"about", about.find('/') == std::string::npos ? about : ""},
          {"order", after("order/")},
          {"site", after("site/")},
          {"area",
           rows.empty() ? Json(nullptr) : area_ref(snapshot, cell(rows.front(), "area"), dated)},
          {"day", document.dated},
          {"url", document.url.empty() ? Json(nullptr) : Json(document.url)},
          {"file", std::move(file)},
          {"recorded", recorded(document.at, document.author, "", who)},
          {"confidence", rows.empty() ? "unverified" : cell(rows.front(), "confidence")},
          {"protected", document.is_protected},
          {"stale", today - dated > kStaleDays}};
}

bool may_see(const registry::Document& document, const accounts::Principal& who) {
  return !document.is_protected || who.login == document.author ||
         registry::granted(who.role, registry::Right::kReadProtected) != registry::Grant::kNo;
}

http::Answer list(const Call& call, const Facts& facts) {
  const auto snapshot = facts->facts.now();
  std::string about(call.query("about"));
  if (!call.query("order").empty()) about = "order/" + std::string(call.query("order"));
  if (!call.query("site").empty()) about = "site/" + std::string(call.query("site"));
  std::vector<std::string> ids;
  const registry::Table* table = snapshot->state.table(kEvidence);
  for (size_t i = 0; table != nullptr && i < table->records.size(); ++i) {
    const registry::Record& record = table->records[i];
    if (!record.removed && (about.empty() || table->cell(record, "about") == about))
      ids.push_back(table->cell(record, "document"));
  }
  if (!call.query("site").empty()) {
    if (const auto* site = snapshot->state.find("sites", std::string(call.query("site"))))
      ids.insert(ids.end(), site->evidence.begin(), site->evidence.end());
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  Json all = Json::array();
  for (const std::string& id : ids) {
    Json shown = document_view(*snapshot, facts->facts.database(), id, call.who);
    if (!shown.is_null()) all.push_back(std::move(shown));
  }
  return page_of(call.request, all);
}

http::Answer upload(const Call& call, const Facts& facts) {
  const std::string name(call.query("name"));
  if (call.request.body.empty()) return http::invalid({{"file", "document.empty", {}, {}}});
  const std::string type = registry::media_type_of(call.request.body);
  if (type.empty()) return http::invalid({{"file", "document.type", {}, {}}});
  const auto stored =
      facts->uploads.keep(call.who.user, name,
                          std::string(call.request.headers.get("Content-Type")), call.request.body);
  if (!stored) return tl::unexpected(refusal(stored.error()));
  return answer({{"id", stored->id},
                 {"name", name},
                 {"type", type},
                 {"bytes", call.request.body.size()},
                 {"sha256", stored->sha256}},
                201);
}

/// The rows that tie a document to what it shows: its source and a line of the register of
/// evidence. Nothing when the programme has no such register, or it shows nothing in particular.
std::vector<registry::Change> rows_for(const Snapshot& snapshot, const registry::Document& document,
                                       const std::string& about, const std::string& area,
                                       const std::string& day) {
  std::vector<registry::Change> changes;
  if (snapshot.schema(kEvidence) == nullptr || about.empty()) return changes;
  const std::string source = "doc-" + document.id;
  if (snapshot.state.find("sources", source) == nullptr)
    changes.push_back(
        {"sources",
         source,
         false,
         {{"id", source}, {"title", document.name}, {"url", document.url}, {"published", day}},
         0});
  const std::string id = "ev-" + document.id;
  if (snapshot.state.find(kEvidence, id) == nullptr)
    changes.push_back({kEvidence,
                       id,
                       false,
                       {{"id", id},
                        {"area", area},
                        {"from", day},
                        {"about", about},
                        {"document", document.id},
                        {"source", source},
                        {"confidence", "transcribed"}},
                       0});
  return changes;
}

/// Where it counts: as named, else where the site stands, else the filer's region, else everywhere.
std::string area_for(const Snapshot& snapshot, const std::string& named, const std::string& site,
                     const accounts::Principal& who) {
  if (!named.empty()) return named;
  const world::Place* place =
      snapshot.programme().find_place(cell(cells_of(snapshot, "sites", site), "place"));
  if (place != nullptr) return place->area;
  return who.region.empty() ? snapshot.programme().config.country : who.region;
}

http::Answer add(const Call& call, const Facts& facts) {
  const auto object = object_of(
      call, {"kind", "title", "about", "order", "site", "area", "day", "url", "file", "protected"});
  if (!object) return tl::unexpected(object.error());
  std::map<std::string, std::string> text;
  for (const char* field :
       {"kind", "title", "about", "order", "site", "area", "day", "url", "file"}) {
    const auto value = text_of(*object, field);
    if (!value) return tl::unexpected(value.error());
    text[field] = *value;
  }
  const auto day = Date::parse(text["day"]);
  if (!day) return http::invalid({{"/day", "http.needs_date", {}, {}}});
  if (*day > facts->facts.today())
    return http::invalid(
        {{"/day", "register.in_future", {text["day"], facts->facts.today().to_string()}, {}}});
  registry::NewDocument fresh;
  fresh.name = text["title"];
  fresh.dated = *day;
  fresh.url = text["url"];
  fresh.is_protected = object->value("protected", Json(false)) == Json(true);
  if (text["kind"] != "link") {
    fresh.url.clear();
    auto kept = facts->uploads.take(call.who.user, text["file"]);
    if (!kept) return http::invalid({{"/file", "register.no_evidence", {text["file"]}, {}}});
    fresh.bytes = std::move(kept->bytes);
    fresh.media_type = kept->type;
    if (fresh.name.empty()) fresh.name = kept->name;
  }
  const Actor actor = actor_of(call.who);
  const auto before = facts->facts.now();
  const std::string about = !text["about"].empty()   ? text["about"]
                            : !text["site"].empty()  ? "site/" + text["site"]
                            : !text["order"].empty() ? "order/" + text["order"]
                                                     : "";
  const std::string area = area_for(*before, text["area"], text["site"], call.who);
  // Refused before anything is kept, if the line would be.
  const auto document =
      registry::add_document(facts->facts.database(), actor, fresh, facts->facts.clock());
  if (!document) {
    const Error& error = document.error();
    if (error.code != ErrorCode::kBadInput) return tl::unexpected(refusal(error));
    return http::invalid({{"/" + (error.where.column.empty()     ? "file"
                                  : error.where.column == "name" ? "title"
                                                                 : error.where.column),
                           error.key,
                           error.args,
                           {}}});
  }
  const auto changes = rows_for(*before, *document, about, area, text["day"]);
  if (changes.empty())
    return answer({{"item", view_of(*before, *document, call.who)}, {"changed", Json::array()}},
                  201);
  const auto receipt = facts->facts.submit(actor, {changes, document->name, {document->id}, 0});
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  return answer(written(*before, *receipt, view_of(*receipt->snapshot, *document, call.who),
                        facts->facts.today()),
                201);
}

http::Answer file(const Call& call, const Facts& facts) {
  const std::string& id = call.path.text("id");
  const auto document = registry::find_document(facts->facts.database(), id);
  if (!document) return tl::unexpected(refusal(document.error()));
  auto bytes = registry::document_bytes(facts->facts.database(), actor_of(call.who), id,
                                        facts->facts.clock());
  if (!bytes) return tl::unexpected(refusal(bytes.error()));
  if (document->kind == "link") return http::refuse(404, "document.none", {id});
  // Names that people gave stay out of the header: the id and the type say enough.
  const std::string& type = document->media_type;
  const std::string ending = type == "application/pdf" ? ".pdf"
                             : type == "image/jpeg"    ? ".jpg"
                             : type == "image/png"     ? ".png"
                             : type == "image/webp"    ? ".webp"
                             : type == "text/plain"    ? ".txt"
                                                       : "";
  http::Response response = download(std::move(*bytes), type, id + ending);
  response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox");
  response.headers.add("Cache-Control",
                       document->is_protected ? "no-store" : "private, max-age=3600");
  return response;
}

}  // namespace

Json document_view(const Snapshot& snapshot, const store::Database& database, const std::string& id,
                   const accounts::Principal& who) {
  const auto document = registry::find_document(database, id);
  if (!document || !may_see(*document, who)) return nullptr;
  return view_of(snapshot, *document, who);
}

void add_evidence_routes(RouteTable& table, const Facts& facts) {
  constexpr accounts::Permission kRead{Resource::kRegister, Action::kRead};
  constexpr accounts::Permission kWrite{Resource::kEvidence, Action::kWrite};
  Route all = route(Method::kGet, "/evidence", "evidence.list", "Documents, photos and links.",
                    kRead, [facts](const Call& call) { return list(call, facts); });
  all.query = {text_parameter("about", "What it shows."),
               text_parameter("order", "Id of an order."), text_parameter("site", "Id of a site.")};
  all.paged = true;
  table.add(std::move(all));
  Route up = route(
      Method::kPost, "/files", "files.add",
      "Store a file, to be named in what comes next; thrown away after a day if nothing does.",
      kWrite, [facts](const Call& call) { return upload(call, facts); });
  up.query = {text_parameter("name", "Its name.")};
  up.query.front().required = true;
  up.takes_type = "*/*";
  up.most_body_bytes = static_cast<size_t>(registry::kMostDocumentBytes);
  up.success = 201;
  table.add(std::move(up));
  Route post = route(Method::kPost, "/evidence", "evidence.add",
                     "File evidence; the verdict is computed anew before the answer.", kWrite,
                     [facts](const Call& call) { return add(call, facts); });
  post.success = 201;
  table.add(std::move(post));
  Route bytes = route(Method::kGet, "/evidence/{id}/file", "evidence.file", "The file itself.",
                      kRead, [facts](const Call& call) { return file(call, facts); });
  bytes.gives_type = "application/octet-stream";
  table.add(std::move(bytes));
}

}  // namespace dostyq::portal
