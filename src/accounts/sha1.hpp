#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dostyq::accounts {

using Sha1 = std::array<uint8_t, 20>;

/// FIPS 180-4. Only for one-time codes: authenticator apps know nothing else, and HMAC does not
/// need a hash without collisions.
Sha1 sha1(std::string_view bytes);
/// RFC 2104.
Sha1 hmac_sha1(std::string_view key, std::string_view message);

}  // namespace dostyq::accounts
