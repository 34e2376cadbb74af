#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace dostyq::http {

/// What is written of requests.
enum class LogDetail { kOff, kErrors, kRequests };

/// One JSON object a line, with time, level and event. Nothing personal goes in: routes by name and
/// never their paths or queries; clients as a keyed hash whose key is forgotten when the program
/// ends, so that lines of one client can be told together and the address cannot be found out.
/// Thread-safe; lines are kept back up to a second, but for warnings.
class Log {
 public:
  using Value = std::variant<std::string_view, int64_t, double>;
  using Field = std::pair<std::string_view, Value>;

  explicit Log(std::FILE* out, LogDetail detail = LogDetail::kErrors);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  LogDetail detail() const { return detail_; }
  void info(std::string_view event, std::initializer_list<Field> fields = {});
  void warn(std::string_view event, std::initializer_list<Field> fields = {});
  void flush();

  /// 12 letters that stand for an address.
  std::string client(std::string_view address) const;

 private:
  void line(std::string_view level, std::string_view event, std::initializer_list<Field> fields);

  std::FILE* out_;
  LogDetail detail_;
  std::array<unsigned char, 32> key_{};
  std::mutex mutex_;
  std::string waiting_;
};

}  // namespace dostyq::http
