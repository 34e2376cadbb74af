#include "portal/json_view.hpp"

#include "http/page.hpp"
#include "portal/api.hpp"

namespace dostyq::portal {
namespace {

const std::string kNothing;

std::string pointer_of(const std::string& field) {
  if (field.empty()) return "";
  if (field.starts_with("name_")) return "/name/" + field.substr(5);
  static const std::set<std::string> kOwn{"area", "from",  "to",      "source",  "confidence",
                                          "kind", "place", "id",      "stage",   "reason",
                                          "body", "until", "address", "evidence"};
  return (kOwn.contains(field) ? "/" : "/values/") + field;
}

}  // namespace

Json view(const Text& text) { return {{"kk", text.kk}, {"ru", text.ru}, {"en", text.en}}; }
Json view(Date day) { return day.is_finite() ? Json(day.to_string()) : Json(nullptr); }
Json view(Coordinate point) { return Json::array({point.lon_e7 / 1e7, point.lat_e7 / 1e7}); }

Text area_name(const registry::Snapshot& snapshot, const std::string& area, Date day) {
  const world::AreaVersion* found = snapshot.programme().find_area(area, day);
  return found == nullptr ? Text{area, area, area} : found->name;
}

Json area_ref(const registry::Snapshot& snapshot, const std::string& area, Date day) {
  if (snapshot.programme().find_area(area, day) == nullptr) return nullptr;
  return {{"id", area}, {"name", view(area_name(snapshot, area, day))}};
}

Json body_ref(const registry::Snapshot& snapshot, const std::string& body) {
  const world::Body* found = snapshot.programme().find_body(body);
  if (found == nullptr) return nullptr;
  return {{"id", body}, {"name", view(found->name)}};
}

Text source_title(const registry::Snapshot& snapshot, const std::string& source) {
  const world::Source* found = snapshot.programme().find_source(source);
  const std::string title = found == nullptr ? source : found->title;
  return {title, title, title};
}

const std::string& cell(const registry::Cells& cells, const std::string& column) {
  const auto at = cells.find(column);
  return at == cells.end() ? kNothing : at->second;
}

Text name_of(const registry::Cells& cells, const Text& instead) {
  Text name{cell(cells, "name_kk"), cell(cells, "name_ru"), cell(cells, "name_en")};
  for (const Language language : kLanguages)
    if (name.in(language).empty()) name.in(language) = instead.in(language);
  return name;
}

Json recorded(const std::string& at, const std::string& author, const std::string& role,
              const accounts::Principal& who) {
  return {{"at", at}, {"by", who.signed_in() ? author : ""}, {"role", role}};
}

Json recorded(const registry::Record& record, const accounts::Principal& who) {
  return recorded(record.at, record.author, "", who);
}

registry::Cells cells_of(const registry::Snapshot& snapshot, const std::string& table,
                         const std::string& record) {
  const registry::Record* found = snapshot.state.find(table, record);
  return found == nullptr ? registry::Cells{} : snapshot.state.table(table)->cells(*found);
}

void add_contacts(const registry::Snapshot& snapshot, const std::string& site, Json& out) {
  const registry::Cells contacts = cells_of(snapshot, "site_contacts", site);
  const auto or_null = [](const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  const Text hours{cell(contacts, "hours_kk"), cell(contacts, "hours_ru"),
                   cell(contacts, "hours_en")};
  out["hours"] = hours == Text{} ? Json(nullptr) : view(hours);
  out["phone"] = or_null(cell(contacts, "phone"));
  out["website"] = or_null(cell(contacts, "website"));
  out["address"] = or_null(cell(cells_of(snapshot, "sites", site), "address"));
}

Actor actor_of(const accounts::Principal& who) { return {who.login, who.role, who.region}; }

http::Problem problem_of_error(const Error& error) { return refusal(error); }

http::Problem problem_of(const registry::FieldProblems& problems) {
  const Error& first = problems.front().error;
  if (first.code != ErrorCode::kBadInput) {
    http::Problem problem = refusal(first);
    problem.errors.clear();
    if (!problems.front().field.empty())
      problem.errors.push_back({pointer_of(problems.front().field), first.key, first.args, {}});
    return problem;
  }
  http::Problem problem{422, "http.invalid", {}, {}, {}};
  for (const registry::FieldProblem& each : problems)
    problem.errors.push_back({pointer_of(each.field), each.error.key, each.error.args, {}});
  return problem;
}

http::Response answer(const Json& json, int status) {
  return http::json(json.dump(-1, ' ', false, Json::error_handler_t::replace), status);
}

http::Answer page_of(const http::Request& request, const Json& all) {
  const auto page = http::read_page(request);
  if (!page) return tl::unexpected(page.error());
  Json items = Json::array();
  std::string next;
  bool begun = page->after.empty();
  for (const Json& item : all) {
    const std::string id = item.at("id").get<std::string>();
    if (!begun) {
      begun = id == page->after;
      continue;
    }
    if (items.size() == page->limit) {
      next = http::cursor_of(items.back().at("id").get<std::string>());
      break;
    }
    items.push_back(item);
  }
  http::Response response = answer({{"items", std::move(items)},
                                    {"next", next.empty() ? Json(nullptr) : Json(next)},
                                    {"total", all.size()}});
  if (!next.empty()) http::add_next_link(response, request, next);
  return response;
}

}  // namespace dostyq::portal
