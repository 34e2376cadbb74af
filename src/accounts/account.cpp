#include "accounts/account.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace dostyq::accounts {
namespace {

template <size_t kBytes>
std::string random_hex() {
  std::array<unsigned char, kBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 2 * kBytes + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  return hex.data();
}

bool is_login_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '@' ||
         c == '-';
}

}  // namespace

std::optional<std::string> fold_login(std::string_view login) {
  while (login.starts_with(' ')) login.remove_prefix(1);
  while (login.ends_with(' ')) login.remove_suffix(1);
  std::string out(login);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  if (out.size() < 2 || out.size() > 64 || !std::all_of(out.begin(), out.end(), is_login_letter))
    return std::nullopt;
  return out;
}

std::string new_id() { return random_hex<8>(); }
std::string new_token() { return random_hex<32>(); }

}  // namespace dostyq::accounts
