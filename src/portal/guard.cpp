#include "portal/guard.hpp"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "http/field.hpp"

namespace dostyq::portal {
namespace {

using accounts::Grant;
using http::FieldError;
using http::Problem;

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

bool is_whole(double value) { return value == std::floor(value); }

std::string shown(double value) {
  return is_whole(value) ? std::to_string(static_cast<int64_t>(value)) : std::to_string(value);
}

std::optional<double> parse_decimal(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<FieldError> check_value(const Parameter& parameter, std::string_view value) {
  using Kind = Parameter::Kind;
  const auto wrong = [&](const char* key, std::vector<std::string> args = {}) {
    return FieldError{parameter.name, key, std::move(args), {}};
  };
  switch (parameter.kind) {
    case Kind::kText:
      if (value.size() > 1000) return wrong("http.too_long", {"1000"});
      if (!parameter.one_of.empty() && std::find(parameter.one_of.begin(), parameter.one_of.end(),
                                                 value) == parameter.one_of.end())
        return wrong("http.needs_one_of", {joined(parameter.one_of)});
      break;
    case Kind::kInt:
    case Kind::kDecimal: {
      const std::optional<double> number = parse_decimal(value);
      const bool whole = parameter.kind == Kind::kInt;
      if (!number || *number < parameter.least || *number > parameter.most ||
          (whole && !is_whole(*number)))
        return wrong(whole ? "http.needs_number" : "http.needs_decimal",
                     {shown(parameter.least), shown(parameter.most)});
      break;
    }
    case Kind::kDate:
      if (!Date::parse(value)) return wrong("http.needs_date");
      break;
    case Kind::kFlag:
      if (value != "true" && value != "false") return wrong("http.needs_flag");
      break;
  }
  return std::nullopt;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// A page of somebody else sends our cookie only if a browser has no SameSite; the token and the
// browser's own word about the origin keep it out nevertheless.
std::optional<Problem> check_origin(const Call& call) {
  const std::string_view site = call.request.headers.get("Sec-Fetch-Site");
  const bool foreign = !site.empty() && site != "same-origin" && site != "none";
  if (foreign || !same_secret(call.request.headers.get("X-CSRF-Token"), call.who.csrf))
    return Problem{403, "http.bad_csrf", {}, {}, {}};
  return std::nullopt;
}

std::optional<Problem> check_type(const Route& route, const http::Request& request) {
  if (route.takes.empty()) return std::nullopt;
  if (http::media_type(request.headers.get("Content-Type")) == route.takes_type ||
      route.takes_type == "*/*")
    return std::nullopt;
  return Problem{415, "http.needs_type", {route.takes_type}, {}, {}};
}

std::optional<Problem> check_region(const Route& route, const Call& call) {
  // Own region only, and nobody says which region: refused.
  if (!route.region_of) return Problem{403, "http.other_region", {}, {}, {}};
  const tl::expected<std::string, Problem> region = route.region_of(call);
  if (!region) return region.error();
  if (!call.who.may(*route.permission, *region))
    return Problem{403, "http.other_region", {}, {}, {}};
  return std::nullopt;
}

}  // namespace

std::vector<FieldError> check_query(const Route& route, const http::Target& target) {
  std::vector<FieldError> errors;
  std::vector<std::string> known{"lang"};
  if (route.paged) known.insert(known.end(), {"limit", "after"});
  for (const Parameter& parameter : route.query) {
    known.push_back(parameter.name);
    if (!target.has_query(parameter.name)) {
      if (parameter.required) errors.push_back({parameter.name, "http.needs_field", {}, {}});
      continue;
    }
    if (auto wrong = check_value(parameter, target.query_value(parameter.name)))
      errors.push_back(std::move(*wrong));
  }
  for (const auto& [name, value] : target.query) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      errors.push_back({name, "http.unknown_parameter", {joined(known)}, {}});
  }
  return errors;
}

std::optional<Problem> guard(const Route& route, const Call& call) {
  if (!route.permission) return Problem{403, "http.undeclared", {}, {}, {}};
  const Grant grant = accounts::granted(call.who.role, *route.permission);
  if (grant == Grant::kNo && route.loopback_too && call.request.loopback) return std::nullopt;
  if (grant == Grant::kNo)
    return call.who.signed_in() ? Problem{403, "http.forbidden", {}, {}, {}}
                                : Problem{401, "http.needs_login", {}, {}, {}};
  if (call.who.must_change_password && !route.before_password_change &&
      accounts::granted(Role::kPublic, *route.permission) == Grant::kNo)
    return Problem{403, "accounts.must_change_password", {}, {}, {}};
  if (call.who.must_enrol && !route.before_password_change &&
      accounts::granted(Role::kPublic, *route.permission) == Grant::kNo)
    return Problem{403, "accounts.second_factor_needed", {}, {}, {}};
  if (call.who.signed_in() && !http::is_safe(call.request.method)) {
    if (auto problem = check_origin(call)) return problem;
  }
  if (auto problem = check_type(route, call.request)) return problem;
  if (std::vector<FieldError> errors = check_query(route, call.request.target); !errors.empty())
    return Problem{422, "http.invalid", {}, std::move(errors), {}};
  if (grant == Grant::kOwnRegion) return check_region(route, call);
  return std::nullopt;
}

}  // namespace dostyq::portal
