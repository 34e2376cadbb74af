#include "portal/openapi.hpp"

#include <gtest/gtest.h>

#include <set>

#include "portal/testing.hpp"

namespace dostyq::portal {
namespace {

using testing::Json;

Json description() {
  testing::Portal portal;
  return testing::json(portal.ask({}, http::Method::kGet, "/api/openapi.json"));
}

std::set<std::string> described(const Json& document) {
  std::set<std::string> all;
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) all.insert(method + " " + path);
  }
  return all;
}

std::string without_kinds(std::string pattern) {
  for (size_t colon = pattern.find(':'); colon != std::string::npos; colon = pattern.find(':'))
    pattern.erase(colon, pattern.find('}', colon) - colon);
  return pattern;
}

TEST(OpenApi, EveryRouteIsDescribedAndEveryDescriptionHasARoute) {
  testing::Portal portal;
  const std::set<std::string> all = described(description());
  std::set<std::string> routes;
  for (const Route& route : portal.api->table().routes()) {
    std::string method(name(route.method));
    for (char& c : method) c = static_cast<char>(c | 0x20);
    routes.insert(method + " " + without_kinds(route.path));
  }
  EXPECT_EQ(all, routes);
  EXPECT_GE(routes.size(), 18U);
  for (const std::string& operation : all) {
    const size_t space = operation.find(' ');
    std::string path = operation.substr(space + 1);
    while (path.find('{') != std::string::npos)
      path.replace(path.find('{'), path.find('}') - path.find('{') + 1, "1");
    std::string method = operation.substr(0, space);
    for (char& c : method) c = static_cast<char>(c & ~0x20);
    const int status = portal.ask({}, *http::parse_method(method), path).status;
    EXPECT_NE(status, 404) << operation;
    EXPECT_NE(status, 405) << operation;
  }
}

void find_references(const Json& part, std::set<std::string>& found) {
  if (part.is_object() && part.contains("$ref")) found.insert(part["$ref"].get<std::string>());
  if (!part.is_structured()) return;
  for (const auto& inner : part) find_references(inner, found);
}

TEST(OpenApi, EveryReferenceLeadsSomewhere) {
  const Json document = description();
  std::set<std::string> references;
  find_references(document, references);
  EXPECT_GE(references.size(), 5U);
  for (const std::string& reference : references) {
    ASSERT_TRUE(reference.starts_with("#")) << reference;
    EXPECT_TRUE(document.contains(Json::json_pointer(reference.substr(1)))) << reference;
  }
}

TEST(OpenApi, EveryOperationSaysWhoMay) {
  const Json document = description();
  EXPECT_EQ(document["openapi"], "3.1.0");
  std::set<std::string> ids;
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      EXPECT_TRUE(ids.insert(operation["operationId"].get<std::string>()).second);
      EXPECT_NE(operation["x-permission"], "nobody") << path;
      EXPECT_FALSE(operation["summary"].get<std::string>().empty());
    }
  }
}

}  // namespace
}  // namespace dostyq::portal
