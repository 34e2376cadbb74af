#include "portal/openapi.hpp"

#include <nlohmann/json.hpp>

namespace dostyq::portal {
namespace {

using Json = nlohmann::ordered_json;
using Kind = Parameter::Kind;

Json reference(const std::string& schema) { return {{"$ref", "#/components/schemas/" + schema}}; }

Json schema_of(const Parameter& parameter) {
  switch (parameter.kind) {
    case Kind::kText: {
      Json schema{{"type", "string"}};
      if (!parameter.one_of.empty()) schema["enum"] = parameter.one_of;
      return schema;
    }
    case Kind::kInt:
      return {{"type", "integer"},
              {"minimum", static_cast<int64_t>(parameter.least)},
              {"maximum", static_cast<int64_t>(parameter.most)}};
    case Kind::kDecimal:
      return {{"type", "number"}, {"minimum", parameter.least}, {"maximum", parameter.most}};
    case Kind::kDate:
      return {{"type", "string"}, {"format", "date"}};
    case Kind::kFlag:
      return {{"type", "boolean"}};
  }
  return {};
}

// "/api/v1/days/{day:date}" → "/api/v1/days/{day}" and a parameter for each brace.
std::string plain_path(const std::string& pattern, Json& parameters) {
  std::string path;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      path += pattern[i];
      continue;
    }
    const size_t end = pattern.find('}', i);
    const std::string inside = pattern.substr(i + 1, end - i - 1);
    const size_t colon = inside.find(':');
    const std::string kind = colon == std::string::npos ? "" : inside.substr(colon + 1);
    Json schema{{"type", kind == "int" ? "integer" : "string"}};
    if (kind == "date") schema["format"] = "date";
    parameters.push_back({{"name", inside.substr(0, colon)},
                          {"in", "path"},
                          {"required", true},
                          {"schema", schema}});
    path += "{" + inside.substr(0, colon) + "}";
    i = end;
  }
  return path;
}

void add_query(const Route& route, Json& parameters) {
  for (const Parameter& parameter : route.query) {
    Json entry{{"name", parameter.name}, {"in", "query"}};
    if (!parameter.summary.empty()) entry["description"] = parameter.summary;
    if (parameter.required) entry["required"] = true;
    entry["schema"] = schema_of(parameter);
    parameters.push_back(std::move(entry));
  }
  if (route.paged) {
    parameters.push_back({{"$ref", "#/components/parameters/limit"}});
    parameters.push_back({{"$ref", "#/components/parameters/after"}});
  }
  parameters.push_back({{"$ref", "#/components/parameters/lang"}});
}

Json answers(const Route& route) {
  Json success{{"description", http::reason(route.success)}};
  if (!route.gives.empty()) success["content"][route.gives_type]["schema"] = reference(route.gives);
  Json out;
  out[std::to_string(route.success)] = std::move(success);
  out["default"] = {{"$ref", "#/components/responses/Problem"}};
  return out;
}

// "fact.write: officer (own region), secretariat".
std::string who_may(const Route& route) {
  if (!route.permission) return "nobody";
  std::string out = std::string(name(route.permission->resource)) + "." +
                    std::string(name(route.permission->action)) + ":";
  bool first = true;
  for (const Role role : kRoles) {
    const accounts::Grant grant = accounts::granted(role, *route.permission);
    if (grant == accounts::Grant::kNo) continue;
    out += (first ? " " : ", ") + std::string(name(role)) +
           (grant == accounts::Grant::kOwnRegion ? " (own region)" : "");
    first = false;
  }
  return out;
}

Json operation(const Route& route, Json parameters) {
  add_query(route, parameters);
  Json out{
      {"operationId", route.name}, {"summary", route.summary}, {"x-permission", who_may(route)}};
  out["tags"] = {route.name.substr(0, route.name.find('.'))};
  const bool is_public = route.permission && accounts::granted(Role::kPublic, *route.permission) ==
                                                 accounts::Grant::kYes;
  if (!is_public) {
    out["security"] = Json::array({{{"session", Json::array()}}});
    if (!http::is_safe(route.method)) out["security"][0]["csrf"] = Json::array();
  }
  out["parameters"] = std::move(parameters);
  if (!route.takes.empty())
    out["requestBody"] = {{"required", true},
                          {"content", {{route.takes_type, {{"schema", reference(route.takes)}}}}}};
  out["responses"] = answers(route);
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c | 0x20);
  return out;
}

Json components(const RouteTable& table) {
  Json out;
  out["securitySchemes"]["session"] = {
      {"type", "apiKey"}, {"in", "cookie"}, {"name", "dostyq_session"}};
  out["securitySchemes"]["csrf"] = {{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF-Token"}};
  out["parameters"]["lang"] = {{"name", "lang"},
                               {"in", "query"},
                               {"description", "Language of messages; else Accept-Language."},
                               {"schema", {{"type", "string"}, {"enum", {"kk", "ru", "en"}}}}};
  out["parameters"]["limit"] = {
      {"name", "limit"},
      {"in", "query"},
      {"description", "How many items of a page."},
      {"schema", {{"type", "integer"}, {"minimum", 1}, {"maximum", 500}, {"default", 50}}}};
  out["parameters"]["after"] = {{"name", "after"},
                                {"in", "query"},
                                {"description", "The next of the page before; opaque."},
                                {"schema", {{"type", "string"}}}};
  out["responses"]["Problem"] = {
      {"description", "A refusal, in the visitor's language (RFC 9457)."},
      {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}};
  for (const auto& [name, json] : table.schemas()) out["schemas"][name] = Json::parse(json);
  return out;
}

}  // namespace

std::string openapi(const RouteTable& table) {
  Json out;
  out["openapi"] = "3.1.0";
  out["info"] = {
      {"title", "Dostyq"},
      {"version", "1"},
      {"description",
       "The register, the orders and their verdicts, the map, and what staff do with them."},
      {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}};
  out["paths"] = Json::object();
  for (const Route& route : table.routes()) {
    Json parameters = Json::array();
    const std::string path = plain_path(route.path, parameters);
    out["paths"][path][lower(name(route.method))] = operation(route, std::move(parameters));
  }
  out["components"] = components(table);
  return out.dump(1);
}

}  // namespace dostyq::portal
