#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "http/message.hpp"

namespace dostyq::http {

/// What fills the {…} of a pattern, in its order.
using PathValue = std::variant<std::string, int64_t, Date>;

/// Path parameters by name; asking for one that the pattern does not have is a programmer's
/// mistake.
class PathValues {
 public:
  void add(std::string_view name, PathValue value) { values_.emplace_back(name, std::move(value)); }
  const std::string& text(std::string_view name) const;
  int64_t number(std::string_view name) const;
  Date date(std::string_view name) const;
  /// As it stood in the path; "" when there is none of that name.
  std::string written(std::string_view name) const;

 private:
  const PathValue& get(std::string_view name) const;
  std::vector<std::pair<std::string, PathValue>> values_;
};

struct Match {
  size_t route = 0;  ///< the number that add() was given
  PathValues path;
};

struct NotFound {};

/// The path is there, the method is not.
struct OtherMethods {
  std::string allow;  ///< "GET, HEAD, OPTIONS", as the Allow header wants it
};

using Found = std::variant<Match, NotFound, OtherMethods>;

/// Method and path → the number of a route. Patterns: "/api/v1/sites/{id}", with {name} for a text,
/// {name:int}, {name:date}, and {name:rest} for all that is left (last only). A literal wins over a
/// parameter, int over date over text over rest. HEAD goes to GET. Finding is linear in the path;
/// safe from several threads once all routes are in.
///
///   router.add(Method::kGet, "/api/v1/sites/{id}", 7);
///   router.find(Method::kGet, {"api", "v1", "sites", "konaev"})  // Match{7, id = konaev}
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// Checks that no other route has the same method and the same shape of path.
  void add(Method method, std::string_view pattern, size_t route);
  Found find(Method method, const std::vector<std::string>& segments) const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
};

}  // namespace dostyq::http
