#include <array>
#include <utility>

#include "http/form.hpp"
#include "http/json_writer.hpp"
#include "portal/api.hpp"
#include "portal/services.hpp"
#include "portal/words.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Permission;
using accounts::Principal;
using accounts::Resource;
using http::Answer;
using http::Form;
using http::JsonWriter;
using http::Method;

constexpr Permission kSignIn{Resource::kSession, Action::kWrite};
constexpr Permission kWhoAmI{Resource::kSession, Action::kRead};
constexpr Permission kMine{Resource::kOwnAccount, Action::kRead};
constexpr Permission kChangeMine{Resource::kOwnAccount, Action::kWrite};

// What the pages ask before they show a button; the guard decides anew at each request.
constexpr std::array kRights{
    std::pair{"record.write", Permission{Resource::kRecord, Action::kWrite}},
    std::pair{"evidence.write", Permission{Resource::kEvidence, Action::kWrite}},
    std::pair{"site.write", Permission{Resource::kSite, Action::kWrite}},
    std::pair{"interpretation.write", Permission{Resource::kInterpretation, Action::kWrite}},
    std::pair{"extension.ask", Permission{Resource::kExtension, Action::kWrite}},
    std::pair{"extension.decide", Permission{Resource::kExtension, Action::kDecide}},
    std::pair{"scenario.read", Permission{Resource::kScenario, Action::kRead}},
    std::pair{"scenario.run", Permission{Resource::kScenario, Action::kRun}},
    std::pair{"scenario.adopt", Permission{Resource::kScenario, Action::kAdopt}},
    std::pair{"reading.read", Permission{Resource::kReading, Action::kRead}},
    std::pair{"reading.write", Permission{Resource::kReading, Action::kWrite}},
    std::pair{"programme.import", Permission{Resource::kProgramme, Action::kWrite}},
    std::pair{"audit.read", Permission{Resource::kAudit, Action::kRead}},
    std::pair{"account.write", Permission{Resource::kAccount, Action::kWrite}},
};

// Refusals at the door are 401 and say how long to wait.
http::Problem at_the_door(const Error& error) {
  http::Problem problem = refusal(error);
  if (error.key == "login.too_often") {
    problem.status = 429;
    problem.headers.push_back({"Retry-After", error.args.front()});
  } else if (error.key.starts_with("login.")) {
    problem.status = 401;
  }
  return problem;
}

std::string cookie(const std::string& token, bool secure, int seconds) {
  return "dostyq_session=" + token + "; Path=/; Max-Age=" + std::to_string(seconds) +
         "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
}

tl::expected<std::string, http::Problem> me(const Principal& who, const Services& services) {
  JsonWriter json;
  json.object().key("account");
  if (who.signed_in()) {
    const Result<accounts::Account> account = services.accounts.find(who.user);
    if (!account) return tl::unexpected(refusal(account.error()));
    write(json, *account);
  } else {
    json.null();
  }
  json.field("role", name(who.role)).key("rights").array();
  for (const auto& [right, permission] : kRights) {
    if (granted(who.role, permission) != accounts::Grant::kNo) json.value(right);
  }
  json.end()
      .field("csrf", who.csrf)
      .field("must_change_password", who.must_change_password)
      .field("must_enrol", who.must_enrol);
  const Result<bool> empty = services.accounts.empty();
  if (!empty) return tl::unexpected(refusal(empty.error()));
  json.field("first_run", *empty).end();
  return json.take();
}

Answer who_am_i(const Call& call, const Services& services) {
  auto body = me(call.who, services);
  if (!body) return tl::unexpected(body.error());
  return http::json(std::move(*body));
}

Answer sign_in(const Call& call, const Services& services) {
  Form form(call.request.body);
  accounts::Credentials credentials;
  credentials.login = form.secret("name", 200);
  credentials.password = form.secret("password", 1024);
  credentials.code = form.maybe_secret("totp", 32).value_or("");
  if (auto wrong = form.done()) return tl::unexpected(std::move(*wrong));
  credentials.address = network_of(call.request.peer);
  credentials.agent = std::string(call.request.headers.get("User-Agent"));
  if (!http::is_utf8(credentials.agent)) credentials.agent.clear();
  const Result<accounts::SignedIn> signed_in = services.sessions.sign_in(credentials);
  if (!signed_in) return tl::unexpected(at_the_door(signed_in.error()));
  auto body = me(signed_in->who, services);
  if (!body) return tl::unexpected(body.error());
  http::Response response = http::json(std::move(*body));
  response.headers.add("Set-Cookie", cookie(signed_in->token, call.request.secure, 12 * 60 * 60));
  return response;
}

Answer sign_out(const Call& call, const Services& services) {
  if (call.who.signed_in()) {
    const Result<void> done = services.sessions.sign_out(call.who);
    if (!done && done.error().code != ErrorCode::kNotFound)
      return tl::unexpected(refusal(done.error()));
  }
  http::Response response = http::no_content();
  response.headers.add("Set-Cookie", cookie("", call.request.secure, 0));
  return response;
}

Answer change_password(const Call& call, const Services& services) {
  Form form(call.request.body);
  const std::string old = form.secret("old", 1024);
  const std::string next = form.secret("new", 1024);
  if (auto wrong = form.done()) return tl::unexpected(std::move(*wrong));
  const Result<void> done = services.accounts.change_password(call.who, old, next);
  if (done) return http::no_content();
  if (!done.error().key.starts_with("accounts.") || done.error().code != ErrorCode::kBadInput)
    return tl::unexpected(at_the_door(done.error()));
  form.wrong(done.error().key == "accounts.wrong_password" ? "old" : "new", done.error().key,
             done.error().args);
  return tl::unexpected(*form.done());
}

Answer begin_totp(const Call& call, const Services& services) {
  const auto enrolment = services.accounts.begin_second_factor(call.who);
  if (!enrolment) return tl::unexpected(refusal(enrolment.error()));
  return http::json(JsonWriter()
                        .object()
                        .field("secret", enrolment->secret)
                        .field("uri", enrolment->uri)
                        .end()
                        .take());
}

tl::expected<std::string, http::Problem> code_of(const Call& call) {
  Form form(call.request.body);
  std::string code = form.text("code", 32);
  if (auto wrong = form.done()) return tl::unexpected(std::move(*wrong));
  return code;
}

http::Problem beside_code(const Error& error) {
  if (error.key != "login.totp_wrong") return at_the_door(error);
  return {422, "http.invalid", {}, {{"code", error.key, {}, {}}}, {}};
}

Answer confirm_totp(const Call& call, const Services& services) {
  const auto code = code_of(call);
  if (!code) return tl::unexpected(code.error());
  const auto codes = services.accounts.confirm_second_factor(call.who, *code);
  if (!codes) return tl::unexpected(beside_code(codes.error()));
  JsonWriter json;
  json.object().key("recovery_codes").array();
  for (const std::string& each : *codes) json.value(each);
  return http::json(json.end().end().take());
}

Answer remove_totp(const Call& call, const Services& services) {
  const auto code = code_of(call);
  if (!code) return tl::unexpected(code.error());
  const Result<void> done = services.accounts.remove_second_factor(call.who, *code);
  if (!done) return tl::unexpected(beside_code(done.error()));
  return http::no_content();
}

Answer my_sessions(const Call& call, const Services& services) {
  const auto sessions = services.sessions.list(call.who.user);
  if (!sessions) return tl::unexpected(refusal(sessions.error()));
  JsonWriter json;
  json.object().key("items").array();
  for (const accounts::SessionInfo& session : *sessions) {
    json.object()
        .field("id", session.id)
        .field("created", moment(session.created))
        .field("seen", moment(session.seen))
        .field("ends", moment(session.ends))
        .field("agent", session.agent)
        .field("current", session.id == call.who.session)
        .end();
  }
  json.end().key("next").null();
  return http::json(json.end().take());
}

Answer end_my_session(const Call& call, const Services& services) {
  const Result<void> done = services.sessions.end(call.who.user, call.path.text("id"), call.who);
  if (!done) return tl::unexpected(refusal(done.error()));
  return http::no_content();
}

Answer end_my_other_sessions(const Call& call, const Services& services) {
  const Result<int64_t> done = services.sessions.end_others(call.who);
  if (!done) return tl::unexpected(refusal(done.error()));
  return http::no_content();
}

void add_schemas(RouteTable& table) {
  table.schema(
      "Account",
      R"({"type":"object","required":["id","name","display_name","role","region","totp","disabled","created","last_login"],
"properties":{"id":{"type":"string"},"name":{"type":"string","description":"For log-in."},"display_name":{"type":"string"},
"role":{"enum":["viewer","officer","secretariat","controller","administrator"]},"region":{"type":["string","null"]},
"totp":{"type":"boolean"},"disabled":{"type":"boolean"},"must_change_password":{"type":"boolean"},"demo":{"type":"boolean"},
"created":{"type":"string","format":"date-time"},"last_login":{"type":["string","null"],"format":"date-time"}}})");
  table.schema(
      "Me",
      R"({"type":"object","required":["account","role","rights","csrf","must_enrol","first_run"],"properties":{
"account":{"oneOf":[{"$ref":"#/components/schemas/Account"},{"type":"null"}]},"role":{"type":"string"},
"rights":{"type":"array","items":{"type":"string"}},"csrf":{"type":"string"},"must_change_password":{"type":"boolean"},
"must_enrol":{"type":"boolean","description":"The role needs a second factor, and there is none yet."},
"first_run":{"type":"boolean"}}})");
  table.schema(
      "LogIn",
      R"({"type":"object","required":["name","password"],"properties":{"name":{"type":"string"},
"password":{"type":"string"},"totp":{"type":"string","description":"The second factor's code, or a recovery code."}}})");
  table.schema(
      "PasswordChange",
      R"({"type":"object","required":["old","new"],"properties":{"old":{"type":"string"},"new":{"type":"string"}}})");
  table.schema(
      "TotpSetup",
      R"({"type":"object","required":["secret","uri"],"properties":{"secret":{"type":"string"},"uri":{"type":"string"}}})");
  table.schema("TotpCode",
               R"({"type":"object","required":["code"],"properties":{"code":{"type":"string"}}})");
  table.schema(
      "RecoveryCodes",
      R"({"type":"object","required":["recovery_codes"],"properties":{"recovery_codes":{"type":"array","items":{"type":"string"}}}})");
  table.schema(
      "SessionList",
      R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{
"type":"object","properties":{"id":{"type":"string"},"created":{"type":"string","format":"date-time"},"seen":{"type":"string","format":"date-time"},
"ends":{"type":"string","format":"date-time"},"agent":{"type":"string"},"current":{"type":"boolean"}}}},"next":{"type":"null"}}})");
}

}  // namespace

void add_session_routes(RouteTable& table, Services services) {
  add_schemas(table);
  const auto with = [services](Answer (*work)(const Call&, const Services&)) -> Handler {
    return [services, work](const Call& call) { return work(call, services); };
  };
  const auto add = [&](Method method, const char* path, const char* name, const char* summary,
                       Permission permission, Answer (*work)(const Call&, const Services&),
                       const char* takes, const char* gives) {
    Route route;
    route.method = method;
    route.path = path;
    route.name = name;
    route.summary = summary;
    route.permission = permission;
    route.handler = with(work);
    route.takes = takes;
    route.gives = gives;
    route.success = *gives == '\0' ? 204 : 200;
    route.most_body_bytes = 8 * 1024;
    route.before_password_change = true;
    table.add(std::move(route));
  };
  add(Method::kGet, "/api/v1/me", "session.me", "Who I am, what I may do, and the CSRF token.",
      kWhoAmI, who_am_i, "", "Me");
  add(Method::kPost, "/api/v1/session", "session.create", "Sign in.", kSignIn, sign_in, "LogIn",
      "Me");
  add(Method::kDelete, "/api/v1/session", "session.delete", "Sign out.", kSignIn, sign_out, "", "");
  add(Method::kPost, "/api/v1/me/password", "me.password",
      "Change my password; ends my other sessions.", kChangeMine, change_password, "PasswordChange",
      "");
  add(Method::kPost, "/api/v1/me/totp", "me.totp.begin", "A new secret for my second factor.",
      kChangeMine, begin_totp, "", "TotpSetup");
  add(Method::kPost, "/api/v1/me/totp/confirm", "me.totp.confirm", "Switch my second factor on.",
      kChangeMine, confirm_totp, "TotpCode", "RecoveryCodes");
  add(Method::kDelete, "/api/v1/me/totp", "me.totp.delete", "Switch my second factor off.",
      kChangeMine, remove_totp, "TotpCode", "");
  add(Method::kGet, "/api/v1/me/sessions", "me.sessions", "Where I am signed in.", kMine,
      my_sessions, "", "SessionList");
  add(Method::kDelete, "/api/v1/me/sessions", "me.sessions.delete_others",
      "End all my sessions but this one.", kChangeMine, end_my_other_sessions, "", "");
  add(Method::kDelete, "/api/v1/me/sessions/{id}", "me.sessions.delete", "End one of my sessions.",
      kChangeMine, end_my_session, "", "");
}

}  // namespace dostyq::portal
