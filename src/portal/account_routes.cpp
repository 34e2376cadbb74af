#include <utility>

#include "http/conditional.hpp"
#include "http/form.hpp"
#include "http/json_writer.hpp"
#include "http/page.hpp"
#include "portal/api.hpp"
#include "portal/services.hpp"
#include "portal/words.hpp"

namespace dostyq::portal {
namespace {

using accounts::Account;
using accounts::Action;
using accounts::Permission;
using accounts::Resource;
using http::Answer;
using http::Form;
using http::JsonWriter;
using http::Method;

constexpr Permission kRead{Resource::kAccount, Action::kRead};
constexpr Permission kWrite{Resource::kAccount, Action::kWrite};

std::vector<std::string> role_names() {
  std::vector<std::string> names;
  for (const Role role : kRoles) {
    if (role != Role::kPublic) names.emplace_back(name(role));
  }
  return names;
}

std::string etag_of(const Account& account) {
  return "\"" + std::to_string(account.version) + "\"";
}

http::Response said(const Account& account, int status) {
  JsonWriter json;
  write(json, account);
  http::Response response = http::json(json.take(), status);
  response.headers.set("ETag", etag_of(account));
  return response;
}

// A refusal of the accounts beside the field that it is about.
http::Problem beside(const Error& error) {
  const auto field = [&]() -> const char* {
    if (error.key == "accounts.bad_login" || error.key == "accounts.login_taken") return "name";
    if (error.key == "accounts.needs_region") return "region";
    if (error.key.starts_with("accounts.password_")) return "password";
    return nullptr;
  }();
  if (field == nullptr) return refusal(error);
  return {422, "http.invalid", {}, {{field, error.key, error.args, {}}}, {}};
}

Answer list(const Call& call, const Services& services) {
  const auto page = http::read_page(call.request);
  if (!page) return tl::unexpected(page.error());
  const auto found = services.accounts.list(page->after, page->limit + 1);
  if (!found) return tl::unexpected(refusal(found.error()));
  JsonWriter json;
  json.object().key("items").array();
  const size_t count = std::min(page->limit, found->size());
  for (size_t i = 0; i < count; ++i) write(json, (*found)[i]);
  json.end().key("next");
  if (found->size() <= page->limit) return http::json(json.null().end().take());
  const std::string cursor = http::cursor_of((*found)[count - 1].login);
  http::Response response = http::json(json.value(cursor).end().take());
  http::add_next_link(response, call.request, cursor);
  return response;
}

Answer get(const Call& call, const Services& services) {
  const Result<Account> account = services.accounts.find(call.path.text("id"));
  if (!account) return tl::unexpected(refusal(account.error()));
  return said(*account, 200);
}

Answer create(const Call& call, const Services& services) {
  Form form(call.request.body);
  accounts::NewAccount wanted;
  wanted.login = form.text("name", 64);
  wanted.name = form.text("display_name", 200);
  wanted.role = parse_role(form.one_of("role", role_names())).value_or(Role::kViewer);
  wanted.region = form.maybe_text("region", 100).value_or("");
  wanted.password = form.secret("password", 1024);
  if (auto wrong = form.done()) return tl::unexpected(std::move(*wrong));
  if (!wanted.region.empty() && services.is_region && !services.is_region(wanted.region)) {
    form.wrong("region", "accounts.unknown_region", {wanted.region});
    return tl::unexpected(*form.done());
  }
  const Result<Account> account = services.accounts.create(wanted, call.who);
  if (!account) return tl::unexpected(beside(account.error()));
  http::Response response = said(*account, 201);
  response.headers.add("Location", "/api/v1/accounts/" + account->id);
  return response;
}

tl::expected<accounts::AccountChange, http::Problem> read_patch(const Call& call,
                                                                const Services& services) {
  Form form(call.request.body);
  accounts::AccountChange change;
  change.name = form.maybe_text("display_name", 200);
  if (const auto role = form.maybe_one_of("role", role_names())) change.role = parse_role(*role);
  if (form.mentions("region")) change.region = form.maybe_text("region", 100).value_or("");
  change.disabled = form.maybe_flag("disabled");
  change.password = form.maybe_secret("password", 1024);
  change.reset_second_factor = form.maybe_flag("reset_totp").value_or(false);
  const std::string region = change.region.value_or("");
  if (!region.empty() && services.is_region && !services.is_region(region))
    form.wrong("region", "accounts.unknown_region", {region});
  if (auto wrong = form.done()) return tl::unexpected(std::move(*wrong));
  return change;
}

Answer change(const Call& call, const Services& services) {
  const std::string& id = call.path.text("id");
  const auto patch = read_patch(call, services);
  if (!patch) return tl::unexpected(patch.error());
  const Result<Account> before = services.accounts.find(id);
  if (!before) return tl::unexpected(refusal(before.error()));
  if (call.request.headers.has("If-Match")) {
    if (auto other = http::unless_match(call.request, etag_of(*before)))
      return tl::unexpected(std::move(*other));
  }
  const Result<Account> done = services.accounts.change(id, before->version, *patch, call.who);
  if (!done) return tl::unexpected(beside(done.error()));
  return said(*done, 200);
}

Answer end_sessions(const Call& call, const Services& services) {
  const Result<void> done = services.sessions.end(call.path.text("id"), "", call.who);
  if (!done) return tl::unexpected(refusal(done.error()));
  return http::no_content();
}

void add_schemas(RouteTable& table) {
  table.schema(
      "AccountList",
      R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{
"$ref":"#/components/schemas/Account"}},"next":{"type":["string","null"]}}})");
  table.schema(
      "AccountInput",
      R"({"type":"object","required":["name","display_name","role","password"],"properties":{
"name":{"type":"string"},"display_name":{"type":"string"},"role":{"enum":["viewer","officer","secretariat","controller","administrator"]},
"region":{"type":["string","null"]},"password":{"type":"string","description":"The owner must change it at the first log-in."}}})");
  table.schema("AccountPatch", R"({"type":"object","properties":{"display_name":{"type":"string"},
"role":{"enum":["viewer","officer","secretariat","controller","administrator"]},"region":{"type":["string","null"]},
"disabled":{"type":"boolean"},"password":{"type":"string"},"reset_totp":{"type":"boolean"}}})");
}

}  // namespace

void add_account_routes(RouteTable& table, Services services) {
  add_schemas(table);
  const auto add = [&](Method method, const char* path, const char* name, const char* summary,
                       Permission permission, Answer (*work)(const Call&, const Services&),
                       const char* takes, const char* gives, int success) {
    Route route;
    route.method = method;
    route.path = path;
    route.name = name;
    route.summary = summary;
    route.permission = permission;
    route.handler = [services, work](const Call& call) { return work(call, services); };
    route.takes = takes;
    route.gives = gives;
    route.success = success;
    route.paged = work == list;
    route.most_body_bytes = 16 * 1024;
    table.add(std::move(route));
  };
  add(Method::kGet, "/api/v1/accounts", "accounts.list", "All accounts.", kRead, list, "",
      "AccountList", 200);
  add(Method::kGet, "/api/v1/accounts/{id}", "accounts.get", "One account.", kRead, get, "",
      "Account", 200);
  add(Method::kPost, "/api/v1/accounts", "accounts.create", "A new account.", kWrite, create,
      "AccountInput", "Account", 201);
  add(Method::kPatch, "/api/v1/accounts/{id}", "accounts.change",
      "Change an account; null empties, absent keeps.", kWrite, change, "AccountPatch", "Account",
      200);
  add(Method::kDelete, "/api/v1/accounts/{id}/sessions", "accounts.sessions.delete",
      "End all sessions of an account.", kWrite, end_sessions, "", "", 204);
}

}  // namespace dostyq::portal
