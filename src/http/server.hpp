#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "http/log.hpp"
#include "http/message.hpp"
#include "http/metrics.hpp"

namespace dostyq::http {

/// What answers requests. All three are called from several threads at once.
class Application {
 public:
  virtual ~Application() = default;
  /// How many bytes of body this request may send; its head is known, its body is not. Must not
  /// wait.
  virtual size_t most_body_bytes(const Request& head) const = 0;
  /// An answer that takes microseconds, on the thread that serves the connections; nothing:
  /// respond() on a worker.
  virtual std::optional<Response> respond_at_once(const Request& request) = 0;
  virtual Response respond(const Request& request) = 0;
};

struct ServerOptions {
  std::string bind = "127.0.0.1";
  uint16_t port = 8080;     ///< 0: any that is free
  unsigned io_threads = 0;  ///< 0: as many as the machine has
  unsigned workers = 4;
  size_t most_connections = 1024;
  size_t most_waiting = 256;  ///< requests that wait for a worker; more are told to come back
  size_t most_header_bytes = 16 * 1024;
  bool behind_proxy = false;       ///< a proxy on this machine says X-Forwarded-For and -Proto
  std::vector<std::string> hosts;  ///< names that Host may say; empty: any

  using Time = std::chrono::milliseconds;
  Time header_time{10'000};  ///< for a whole head, from its first byte
  Time body_time{30'000};    ///< for a body, and a second more for each 16 KB
  Time write_time{30'000};   ///< for an answer, and a second more for each 16 KB
  Time idle_time{60'000};    ///< between requests
  Time heartbeat{15'000};    ///< of a stream of events
  Time grace{10'000};        ///< for what is under way when the server stops
};

/// An HTTP/1.1 server: keep-alive, pipelining, chunked bodies, server-sent events. One I/O thread
/// per core, each with connections of its own, and a pool of workers for answers that read the
/// database or compute. Everything a client sends is bounded in size and time.
class Server {
 public:
  /// `application`, `metrics` and `log` outlive the server. Nothing is published to the channels of
  /// streams any more when the server is destroyed (after stop() there are no streams).
  Server(Application& application, ServerOptions options, Metrics& metrics, Log& log);
  ~Server();

  /// Begins to listen; requests are answered from here on. Problem: http.cannot_listen.
  Result<void> start();
  uint16_t port() const;
  /// No new connections; what is under way is finished (up to `grace`); then all is closed. Returns
  /// when done.
  void stop();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace dostyq::http
