#pragma once

#include <functional>
#include <memory>
#include <string>

#include "http/metrics.hpp"
#include "http/server.hpp"
#include "portal/assets.hpp"
#include "portal/response_cache.hpp"
#include "portal/route.hpp"

namespace dostyq::portal {

/// What the frame asks of the layers below. All are called from several threads.
struct Hooks {
  /// Who sends this request. A fault of the database is an error, never a visitor.
  std::function<Result<accounts::Principal>(const http::Request&)> identify;
  /// Grows with every change of the register.
  std::function<uint64_t()> register_version;
  /// Writes a read of a protected record into the audit log, before it is answered.
  std::function<Result<void>(const accounts::Principal&, const Route&, const std::string& target)>
      record_read;
};

/// The routes as an application of the server: finds the route, checks (guard.hpp), calls the
/// handler, says refusals in the visitor's language, keeps what may be kept, counts and logs.
/// Everything else is a file of the pages.
class Api : public http::Application {
 public:
  Api(RouteTable table, std::span<const AssetFile> assets, Hooks hooks, http::Log& log);

  size_t most_body_bytes(const http::Request& head) const override;
  std::optional<http::Response> respond_at_once(const http::Request& request) override;
  http::Response respond(const http::Request& request) override;

  http::Metrics& metrics() { return metrics_; }
  const RouteTable& table() const { return table_; }

 private:
  http::Response run(const http::Request& request, const http::Match& match);
  http::Answer call(const http::Request& request, const http::Match& match);
  http::Response missing(const http::Request& request, const http::Found& found) const;
  void account(const http::Request& request, size_t route, const http::Response& response);

  RouteTable table_;
  http::Router router_;
  Assets assets_;
  Hooks hooks_;
  http::Log& log_;
  http::Metrics metrics_;
  ResponseCache cache_;
};

/// Is a read of this resource written into the audit log?
bool is_protected(accounts::Permission permission);

/// A refusal of the layers below as the API says it: a fault of the database is 503 and never
/// anything else.
http::Problem refusal(const Error& error);

}  // namespace dostyq::portal
