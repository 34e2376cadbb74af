#include "store/placeholders.hpp"

namespace dostyq::store {
namespace {

/// Where what begins at `at` (a quoted text or a comment) ends; `at` itself when neither begins.
size_t skip(std::string_view sql, size_t at) {
  const auto past = [&](std::string_view end, size_t from) {
    const size_t found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
  };
  if (sql[at] == '\'' || sql[at] == '"') return past(sql.substr(at, 1), at + 1);
  if (sql.substr(at, 2) == "--") return past("\n", at + 2);
  if (sql.substr(at, 2) == "/*") return past("*/", at + 2);
  return at;
}

}  // namespace

std::string numbered(std::string_view sql) {
  std::string out;
  int count = 0;
  for (size_t at = 0; at < sql.size();) {
    if (const size_t end = skip(sql, at); end != at) {
      out += sql.substr(at, end - at);
      at = end;
    } else if (sql[at] == '?') {
      out += '$' + std::to_string(++count);
      ++at;
    } else {
      out += sql[at++];
    }
  }
  return out;
}

}  // namespace dostyq::store
