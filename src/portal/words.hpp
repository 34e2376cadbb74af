#pragma once

#include <cstdint>
#include <string>

#include "accounts/account.hpp"
#include "http/json_writer.hpp"

// How the API writes what several resources have.
namespace dostyq::portal {

/// "2026-11-27T15:04:05Z".
std::string moment(int64_t unix_seconds);
/// An address as the rate limit counts it: IPv6 by its /64, which is one household.
std::string network_of(const std::string& address);
void write(http::JsonWriter& json, const accounts::Account& account);

}  // namespace dostyq::portal
