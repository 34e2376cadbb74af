#include <algorithm>

#include "i18n/phrase.hpp"
#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "register/verify.hpp"
#include "store/audit.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;

constexpr accounts::Permission kRead{Resource::kAudit, Action::kRead};

Json entry_view(const store::AuditEntry& entry) {
  return {{"id", std::to_string(entry.sequence)},
          {"seq", entry.sequence},
          {"at", entry.at},
          {"actor", entry.actor},
          {"role", entry.role},
          {"action", entry.action},
          {"resource", entry.target},
          {"outcome", "done"},
          {"hash", entry.hash}};
}

http::Answer list(const Call& call, const Facts& facts) {
  auto reading = facts->facts.database().read();
  if (!reading) return tl::unexpected(refusal(reading.error()));
  Json all = Json::array();
  const auto fits = [&](const char* parameter, const std::string& value) {
    const auto wanted = call.query(parameter);
    return wanted.empty() || value.find(wanted) != std::string::npos;
  };
  for (int64_t last = 0;;) {
    const auto page = store::audit_after(*reading, last, 5000);
    if (!page) return tl::unexpected(refusal(page.error()));
    for (const store::AuditEntry& entry : *page) {
      last = entry.sequence;
      const std::string day = entry.at.substr(0, 10);
      if (!fits("actor", entry.actor) || !fits("action", entry.action) ||
          !fits("resource", entry.target) ||
          (!call.query("since").empty() && day < call.query("since")) ||
          (!call.query("until").empty() && day > call.query("until")))
        continue;
      all.push_back(entry_view(entry));
    }
    if (page->size() < 5000) break;
  }
  std::reverse(all.begin(), all.end());
  return page_of(call.request, all);
}

http::Answer verify(const Call& call, const Facts& facts) {
  const auto found = registry::verify(facts->facts.database());
  if (!found) return tl::unexpected(refusal(found.error()));
  Json first = nullptr;
  std::string detail;
  for (const Error& error : found->breaks) {
    if (first.is_null() && error.key.starts_with("audit.")) first = std::stoll(error.args.front());
    if (detail.size() < 2000) detail += i18n::say(error.key, error.args, call.language) + " ";
  }
  return answer({{"ok", found->breaks.empty()},
                 {"entries", found->head.sequence},
                 {"head", found->head.hash},
                 {"first_bad", std::move(first)},
                 {"detail", detail.empty() ? Json(nullptr) : Json(detail)}});
}

http::Answer head(const Call&, const Facts& facts) {
  if (!facts->key) return http::refuse(404, "audit.no_key");
  const auto current = registry::current_head(facts->facts.database());
  if (!current) return tl::unexpected(refusal(current.error()));
  const store::SignedHead made =
      store::sign_head(*current, facts->facts.database().name(), facts->facts.clock(), *facts->key);
  return download(store::to_json(made), "application/json", "audit-head.json");
}

}  // namespace

void add_audit_routes(RouteTable& table, const Facts& facts) {
  Route all = route(Method::kGet, "/audit", "audit.list", "Who did what, newest first.", kRead,
                    [facts](const Call& call) { return list(call, facts); });
  all.query = {text_parameter("actor", "Part of a log-in name."),
               text_parameter("action", "Part of it."), text_parameter("resource", "Part of it."),
               day_parameter("since", "First day."), day_parameter("until", "Last day.")};
  all.paged = true;
  table.add(std::move(all));
  table.add(route(Method::kGet, "/audit/verify", "audit.verify",
                  "Recompute the chain and all that it covers.", kRead,
                  [facts](const Call& call) { return verify(call, facts); }));
  table.add(route(Method::kGet, "/audit/head.json", "audit.head",
                  "The signed head, to keep elsewhere.", kRead,
                  [facts](const Call& call) { return head(call, facts); }));
}

}  // namespace dostyq::portal
