#include "http/router.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/check.hpp"

namespace dostyq::http {
namespace {

// In the order in which they are tried.
enum class Kind { kInt, kDate, kText, kRest };
constexpr std::array<std::string_view, 4> kKinds{"int", "date", "text", "rest"};

struct Parameter {
  std::string name;
  Kind kind = Kind::kText;
};

std::optional<Parameter> parse_parameter(std::string_view part) {
  if (part.size() < 3 || part.front() != '{' || part.back() != '}') return std::nullopt;
  part = part.substr(1, part.size() - 2);
  const size_t colon = part.find(':');
  const std::string_view kind = colon == std::string_view::npos ? "text" : part.substr(colon + 1);
  const auto* const found = std::find(kKinds.begin(), kKinds.end(), kind);
  DOSTYQ_CHECK(found != kKinds.end());
  return Parameter{std::string(part.substr(0, colon)), static_cast<Kind>(found - kKinds.begin())};
}

std::optional<PathValue> read(Kind kind, const std::vector<std::string>& segments, size_t at) {
  const std::string& segment = segments[at];
  if (kind == Kind::kInt) {
    int64_t value = 0;
    const auto [end, error] =
        std::from_chars(segment.data(), segment.data() + segment.size(), value);
    if (error != std::errc() || end != segment.data() + segment.size()) return std::nullopt;
    return value;
  }
  if (kind == Kind::kDate) {
    const std::optional<Date> date = Date::parse(segment);
    if (!date) return std::nullopt;
    return *date;
  }
  if (kind == Kind::kText) return segment;
  std::string rest = segment;
  for (size_t i = at + 1; i < segments.size(); ++i) rest += "/" + segments[i];
  return rest;
}

}  // namespace

struct Router::Node {
  struct Leaf {
    size_t route = 0;
    std::vector<std::string> names;
  };
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::array<std::unique_ptr<Node>, kKinds.size()> parameters;
  std::map<Method, Leaf> leaves;

  // The deepest node of the first branch that ends in leaves; `values` gets what its parameters
  // hold.
  const Node* walk(const std::vector<std::string>& segments, size_t at,
                   std::vector<PathValue>& values) const {
    if (at == segments.size()) return leaves.empty() ? nullptr : this;
    if (const auto literal = literals.find(segments[at]); literal != literals.end()) {
      if (const Node* found = literal->second->walk(segments, at + 1, values)) return found;
    }
    for (size_t k = 0; k < parameters.size(); ++k) {
      if (!parameters[k]) continue;
      const Kind kind = static_cast<Kind>(k);
      std::optional<PathValue> value = read(kind, segments, at);
      if (!value) continue;
      values.push_back(std::move(*value));
      const size_t next = kind == Kind::kRest ? segments.size() : at + 1;
      if (const Node* found = parameters[k]->walk(segments, next, values)) return found;
      values.pop_back();
    }
    return nullptr;
  }

  std::string allow() const {
    std::string list;
    const auto say = [&](Method method) {
      list += (list.empty() ? "" : ", ") + std::string(name(method));
    };
    for (const auto& [method, leaf] : leaves) {
      say(method);
      if (method == Method::kGet && !leaves.contains(Method::kHead)) say(Method::kHead);
    }
    if (!leaves.contains(Method::kOptions)) say(Method::kOptions);
    return list;
  }
};

const PathValue& PathValues::get(std::string_view name) const {
  const auto found = std::find_if(values_.begin(), values_.end(),
                                  [&](const auto& value) { return value.first == name; });
  DOSTYQ_CHECK(found != values_.end());
  return found->second;
}

const std::string& PathValues::text(std::string_view name) const {
  return std::get<std::string>(get(name));
}
int64_t PathValues::number(std::string_view name) const { return std::get<int64_t>(get(name)); }
Date PathValues::date(std::string_view name) const { return std::get<Date>(get(name)); }

std::string PathValues::written(std::string_view name) const {
  const auto found = std::find_if(values_.begin(), values_.end(),
                                  [&](const auto& value) { return value.first == name; });
  if (found == values_.end()) return "";
  if (const auto* text = std::get_if<std::string>(&found->second)) return *text;
  if (const auto* number = std::get_if<int64_t>(&found->second)) return std::to_string(*number);
  return std::get<Date>(found->second).to_string();
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Method method, std::string_view pattern, size_t route) {
  DOSTYQ_CHECK(!pattern.empty() && pattern.front() == '/');
  Node* node = root_.get();
  Node::Leaf leaf{route, {}};
  std::string_view rest = pattern.substr(1);
  while (!rest.empty()) {
    const size_t end = rest.find('/');
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    std::unique_ptr<Node>* next = nullptr;
    if (const std::optional<Parameter> parameter = parse_parameter(part)) {
      DOSTYQ_CHECK(parameter->kind != Kind::kRest || rest.empty());
      leaf.names.push_back(parameter->name);
      next = &node->parameters[static_cast<size_t>(parameter->kind)];
    } else {
      next = &node->literals[std::string(part)];
    }
    if (!*next) *next = std::make_unique<Node>();
    node = next->get();
  }
  const bool is_new = node->leaves.emplace(method, std::move(leaf)).second;
  DOSTYQ_CHECK(is_new);
}

Found Router::find(Method method, const std::vector<std::string>& segments) const {
  std::vector<PathValue> values;
  const Node* node = root_->walk(segments, 0, values);
  if (node == nullptr) return NotFound{};
  auto leaf = node->leaves.find(method);
  if (leaf == node->leaves.end() && method == Method::kHead) leaf = node->leaves.find(Method::kGet);
  if (leaf == node->leaves.end()) return OtherMethods{node->allow()};
  Match match{leaf->second.route, {}};
  for (size_t i = 0; i < values.size(); ++i)
    match.path.add(leaf->second.names[i], std::move(values[i]));
  return match;
}

}  // namespace dostyq::http
