#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accounts/principal.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"

namespace dostyq::portal {

/// A request whose route, visitor and rights are settled.
struct Call {
  const http::Request& request;
  http::PathValues path;
  const accounts::Principal& who;
  Language language = Language::kKazakh;

  std::string_view query(std::string_view name) const { return request.target.query_value(name); }
};

using Handler = std::function<http::Answer(const Call&)>;

/// The region (area id) that the addressed record belongs to; "" when it belongs to none. Refuses
/// when there is no such record.
using RegionOf = std::function<tl::expected<std::string, http::Problem>(const Call&)>;

/// A parameter after '?'. What does not fit is refused before the handler is called.
struct Parameter {
  enum class Kind { kText, kInt, kDecimal, kDate, kFlag };
  std::string name;
  Kind kind = Kind::kText;
  std::string summary;
  bool required = false;
  std::vector<std::string> one_of;  ///< texts only; empty: any
  double least = 0, most = 1e9;     ///< numbers only
};

/// When the answer is made.
enum class Speed {
  kWorker,  ///< on a worker thread: anything that reads the database, hashes or computes
  kAtOnce   ///< microseconds and no waiting, on the thread of the connection
};

/// One operation of the API. The table of routes is the only place where an operation is declared:
/// the router, the guard, the OpenAPI description, metrics and log all read it.
struct Route {
  http::Method method = http::Method::kGet;
  std::string path;     ///< "/api/v1/sites/{id}"
  std::string name;     ///< "sites.get": operationId, and what log and metrics call it
  std::string summary;  ///< one English sentence, for the description
  std::optional<accounts::Permission> permission;  ///< none: everybody is refused
  Handler handler;

  std::vector<Parameter> query;
  bool paged = false;  ///< takes ?limit and ?after
  std::string takes;   ///< schema of the body; "" none
  std::string gives;   ///< schema of the answer; "" no body
  std::string takes_type = "application/json";
  std::string gives_type = "application/json";
  int success = 200;
  size_t most_body_bytes = 256 * 1024;
  Speed speed = Speed::kWorker;
  bool cached = false;  ///< the same for everybody, in every language, until the register changes
  RegionOf region_of;   ///< needed where a role is granted its own region only
  bool anonymous = false;     ///< never asks who it is: answers even when the database does not
  bool loopback_too = false;  ///< a program on this machine needs no account (metrics)
  bool before_password_change = false;  ///< also for those who must first change their password
};

/// All routes and the JSON schemas that they name.
class RouteTable {
 public:
  /// Checks: a name and a path not yet taken, a handler, a summary; a cached route is readable by
  /// everybody.
  void add(Route route);
  /// `json`: a JSON Schema (2020-12), refs as "#/components/schemas/NAME".
  void schema(const std::string& name, std::string json);

  const std::vector<Route>& routes() const { return routes_; }
  const std::map<std::string, std::string>& schemas() const { return schemas_; }

 private:
  std::vector<Route> routes_;
  std::map<std::string, std::string> schemas_;
};

}  // namespace dostyq::portal
