#include "http/log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sodium.h>

#include <chrono>

namespace dostyq::http {
namespace {

constexpr size_t kEnough = 64 * 1024;

void append_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

struct Append {
  std::string& out;
  void operator()(std::string_view text) const { append_string(out, text); }
  void operator()(int64_t value) const { fmt::format_to(std::back_inserter(out), "{}", value); }
  void operator()(double value) const { fmt::format_to(std::back_inserter(out), "{:.3f}", value); }
};

}  // namespace

Log::Log(std::FILE* out, LogDetail detail) : out_(out), detail_(detail) {
  randombytes_buf(key_.data(), key_.size());
}

Log::~Log() { flush(); }

void Log::info(std::string_view event, std::initializer_list<Field> fields) {
  line("info", event, fields);
}

void Log::warn(std::string_view event, std::initializer_list<Field> fields) {
  line("warning", event, fields);
  flush();
}

void Log::line(std::string_view level, std::string_view event,
               std::initializer_list<Field> fields) {
  if (detail_ == LogDetail::kOff) return;
  const auto now = std::chrono::system_clock::now();
  const auto millis =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
  std::string text =
      fmt::format(R"({{"time":"{:%Y-%m-%dT%H:%M:%S}.{:03}Z","level":"{}","event":"{}")",
                  fmt::gmtime(std::chrono::system_clock::to_time_t(now)), millis, level, event);
  for (const auto& [name, value] : fields) {
    text += ",\"";
    text += name;
    text += "\":";
    std::visit(Append{text}, value);
  }
  text += "}\n";
  const std::lock_guard lock(mutex_);
  waiting_ += text;
  if (waiting_.size() < kEnough) return;
  std::fwrite(waiting_.data(), 1, waiting_.size(), out_);
  waiting_.clear();
}

void Log::flush() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) return;
  std::fwrite(waiting_.data(), 1, waiting_.size(), out_);
  std::fflush(out_);
  waiting_.clear();
}

std::string Log::client(std::string_view address) const {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(),
                     reinterpret_cast<const unsigned char*>(address.data()), address.size(),
                     key_.data(), key_.size());
  std::array<char, 2 * hash.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return {hex.data(), 12};
}

}  // namespace dostyq::http
