#include "portal/words.hpp"

#include <arpa/inet.h>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <cstring>
#include <ctime>

namespace dostyq::portal {

std::string moment(int64_t unix_seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(unix_seconds)));
}

std::string network_of(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
  constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (std::memcmp(bytes.data(), kMapped.data(), kMapped.size()) == 0) return address;
  std::memset(bytes.data() + 8, 0, 8);
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
  return text.data();
}

void write(http::JsonWriter& json, const accounts::Account& account) {
  json.object()
      .field("id", account.id)
      .field("name", account.login)
      .field("display_name", account.name)
      .field("role", name(account.role));
  json.key("region");
  account.region.empty() ? json.null() : json.value(account.region);
  json.field("totp", account.second_factor)
      .field("disabled", account.disabled)
      .field("must_change_password", account.must_change_password)
      .field("demo", account.demo)
      .field("created", moment(account.created));
  json.key("last_login");
  account.last_login == 0 ? json.null() : json.value(moment(account.last_login));
  json.end();
}

}  // namespace dostyq::portal
