#include <algorithm>
#include <charconv>
#include <limits>

#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "register/permissions.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;
using registry::Entry;

/// "site/ID", "order/ID", "fact/REGISTER/ID", "evidence/ID" → table and record.
tl::expected<std::pair<std::string, std::string>, http::Problem> subject(std::string_view of) {
  const size_t slash = of.find('/');
  const std::string_view kind = of.substr(0, slash);
  const std::string_view rest = slash == std::string_view::npos ? "" : of.substr(slash + 1);
  if (kind == "site") return std::pair{std::string("sites"), std::string(rest)};
  if (kind == "body") return std::pair{std::string("bodies"), std::string(rest)};
  if (kind == "order")
    return std::pair{std::string(registry::kFiles), std::string("directives.toml")};
  if (kind == "fact" && rest.find('/') != std::string_view::npos)
    return std::pair{std::string(rest.substr(0, rest.find('/'))),
                     std::string(rest.substr(rest.find('/') + 1))};
  return http::invalid({{"of", "http.needs_one_of", {"site/…, body/…, order/…, fact/…/…"}, {}}});
}

Json fields_view(const registry::Cells& before, const registry::Cells& after) {
  Json fields = Json::array();
  std::set<std::string> columns;
  for (const auto& [column, text] : before) columns.insert(column);
  for (const auto& [column, text] : after) columns.insert(column);
  for (const std::string& column : columns) {
    if (cell(before, column) == cell(after, column)) continue;
    const auto shown = [&](const registry::Cells& cells) {
      const std::string& text = cell(cells, column);
      // A whole file is no field of a form: that it changed is enough.
      return text.empty() ? Json(nullptr) : Json(column == registry::kText ? "…" : text);
    };
    fields.push_back({{"field", column}, {"before", shown(before)}, {"after", shown(after)}});
  }
  return fields;
}

const char* action_of(const Entry& entry) {
  if (entry.undoes != 0) return "undo";
  if (entry.removed) return "remove";
  return entry.version == 1 ? "create" : "change";
}

Json change_view(const Entry& entry, const registry::Cells& before, const std::string& of,
                 bool can_undo, const accounts::Principal& who) {
  const std::string title = entry.reason.empty() ? entry.record : entry.reason;
  return {{"id", std::to_string(entry.batch)},
          {"recorded", recorded(entry.at, entry.author, entry.role, who)},
          {"action", action_of(entry)},
          {"of", of},
          {"title", view(name_of(entry.cells, {title, title, title}))},
          {"reason", entry.reason},
          {"evidence", entry.evidence},
          {"fields", fields_view(before, entry.cells)},
          {"can_undo", can_undo}};
}

http::Answer history(const Call& call, const Facts& facts) {
  const std::string of(call.query("of"));
  const auto what = subject(of);
  if (!what) return tl::unexpected(what.error());
  const Actor actor = actor_of(call.who);
  const auto entries = facts->facts.history(actor, what->first, what->second);
  if (!entries) return tl::unexpected(refusal(entries.error()));
  const auto snapshot = facts->facts.now();
  const auto right = registry::right_to_write(what->first, what->second);
  Json all = Json::array();
  registry::Cells before;
  for (const Entry& entry : *entries) {
    std::set<std::string> regions =
        snapshot->regions_of(entry.table, entry.cells, facts->facts.today());
    const bool last = &entry == &entries->back();
    const bool allowed = registry::allow(actor, right, regions).has_value();
    all.insert(all.begin(), change_view(entry, before, of, last && allowed, call.who));
    before = entry.cells;
  }
  return page_of(call.request, all);
}

std::optional<int64_t> number_of(const std::string& text) {
  int64_t number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  return end.ec == std::errc() && end.ptr == text.data() + text.size() ? std::optional(number)
                                                                       : std::nullopt;
}

http::Answer undo(const Call& call, const Facts& facts) {
  const auto number = number_of(call.path.text("id"));
  if (!number) return http::refuse(404, "register.no_batch", {call.path.text("id")});
  std::string reason = "–";
  if (!call.request.body.empty()) {
    const auto object = object_of(call, {"reason"});
    if (!object) return tl::unexpected(object.error());
    const auto text = text_of(*object, "reason");
    if (!text) return tl::unexpected(text.error());
    if (!text->empty()) reason = *text;
  }
  const auto before = facts->facts.now();
  const auto receipt = facts->facts.undo(actor_of(call.who), *number, reason);
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  return answer(written(*before, *receipt, {{"id", call.path.text("id")}}, facts->facts.today()));
}

http::Answer latest(const Call& call, const Facts& facts) {
  const auto page = call.query("before");
  int64_t before = std::numeric_limits<int64_t>::max();
  if (!page.empty()) before = std::stoll(std::string(page));
  const auto entries = facts->facts.latest(actor_of(call.who), before, 50);
  if (!entries) return tl::unexpected(refusal(entries.error()));
  Json items = Json::array();
  for (const Entry& entry : *entries)
    items.push_back(
        change_view(entry, {}, "fact/" + entry.table + "/" + entry.record, false, call.who));
  for (Json& item : items) item["fields"] = Json::array();
  return answer({{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace

void add_history_routes(RouteTable& table, const Facts& facts) {
  Route all = route(Method::kGet, "/history", "history.list",
                    "All versions of a record, newest first.", {Resource::kRegister, Action::kRead},
                    [facts](const Call& call) { return history(call, facts); });
  all.query = {text_parameter("of", "site/ID, body/ID, order/ID or fact/REGISTER/ID.")};
  all.query.front().required = true;
  all.paged = true;
  table.add(std::move(all));
  Route last = route(Method::kGet, "/changes", "changes.list", "The last changes of the register.",
                     {Resource::kRegister, Action::kRead},
                     [facts](const Call& call) { return latest(call, facts); });
  last.query = {count_parameter("before", "Only those before this change.", 1, 1e15)};
  table.add(std::move(last));
  Route back = route(Method::kPost, "/changes/{id}/undo", "changes.undo",
                     "Take a change back by a new one.", {Resource::kRecord, Action::kWrite},
                     [facts](const Call& call) { return undo(call, facts); });
  back.takes.clear();  // a reason may stand in a body, and need not
  table.add(std::move(back));
}

}  // namespace dostyq::portal
