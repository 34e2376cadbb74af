#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <thread>

#include "base/parallel.hpp"
#include "http/connection.hpp"

namespace dostyq::http {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
constexpr std::chrono::milliseconds kSweep{250};
constexpr std::chrono::milliseconds kAcceptPause{100};

// A connection is an open file, and shells often allow 1,024 of them. Whatever is left over is for
// the database.
void allow_files(size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = static_cast<rlim_t>(connections) + 256;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(limit.rlim_max, wanted);
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

class Server::Implementation {
 public:
  Implementation(Application& application, ServerOptions options, Metrics& metrics, Log& log)
      : options_(std::move(options)),
        pool_(options_.workers, options_.most_waiting),
        shared_{application, options_, metrics, log, pool_} {
    const unsigned lanes = threads_or_all(options_.io_threads);
    for (unsigned i = 0; i < lanes; ++i) lanes_.push_back(std::make_unique<Lane>(shared_));
    acceptor_.emplace(lanes_.front()->context);
    pause_.emplace(lanes_.front()->context);
  }
  ~Implementation() { stop(); }
  Implementation(const Implementation&) = delete;
  Implementation& operator=(const Implementation&) = delete;

  Result<void> start();
  uint16_t port() const { return port_; }
  void stop();

 private:
  void accept();
  void keep_sweeping(Lane& lane);

  ServerOptions options_;
  WorkPool pool_;
  Shared shared_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::optional<Tcp::acceptor> acceptor_;
  std::optional<asio::steady_timer> pause_;  // after an accept that failed
  std::vector<std::thread> threads_;
  size_t next_lane_ = 0;
  uint16_t port_ = 0;
};

Result<void> Server::Implementation::start() {
  allow_files(options_.most_connections);
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options_.bind, error);
  const std::string shown = options_.bind + ":" + std::to_string(options_.port);
  const auto cannot = [&] { return fail("http.cannot_listen", {shown, error.message()}); };
  if (error) return cannot();
  const Tcp::endpoint endpoint(address, options_.port);
  acceptor_->open(endpoint.protocol(), error);
  if (error) return cannot();
  acceptor_->set_option(Tcp::acceptor::reuse_address(true), error);
  acceptor_->bind(endpoint, error);
  if (error) return cannot();
  acceptor_->listen(asio::socket_base::max_listen_connections, error);
  if (error) return cannot();
  port_ = acceptor_->local_endpoint().port();
  accept();
  for (const auto& lane : lanes_) {
    keep_sweeping(*lane);
    threads_.emplace_back([context = &lane->context] {
      const auto guard = asio::make_work_guard(*context);
      context->run();
    });
  }
  return {};
}

void Server::Implementation::accept() {
  Lane& lane = *lanes_[next_lane_];
  next_lane_ = (next_lane_ + 1) % lanes_.size();
  acceptor_->async_accept(
      lane.context, [this, &lane](const boost::system::error_code& error, Tcp::socket socket) {
        if (shared_.stopping) return;
        if (error) {
          // Out of file descriptors, most likely: some will be free in a moment.
          pause_->expires_after(kAcceptPause);
          pause_->async_wait([this](const boost::system::error_code& cancelled) {
            if (!cancelled && !shared_.stopping) accept();
          });
          return;
        }
        if (&lane == lanes_.front().get()) {
          serve(lane, std::move(socket));
        } else {
          asio::post(lane.context, [&lane, taken = std::move(socket)]() mutable {
            serve(lane, std::move(taken));
          });
        }
        accept();
      });
}

void Server::Implementation::keep_sweeping(Lane& lane) {
  lane.timer.expires_after(kSweep);
  lane.timer.async_wait([this, &lane](const boost::system::error_code& cancelled) {
    if (cancelled) return;
    sweep(lane, Clock::now());
    if (&lane == lanes_.front().get()) shared_.log.flush();
    keep_sweeping(lane);
  });
}

void Server::Implementation::stop() {
  if (threads_.empty()) return;
  shared_.stopping = true;
  asio::post(lanes_.front()->context, [this] {
    boost::system::error_code ignored;
    acceptor_->close(ignored);
    pause_->cancel();
  });
  for (const auto& lane : lanes_) asio::post(lane->context, [&lane = *lane] { drain(lane); });
  const Clock::time_point end = Clock::now() + options_.grace;
  while (shared_.metrics.connections.load() > 0 && Clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  for (const auto& lane : lanes_) {
    asio::post(lane->context, [&lane = *lane] {
      cut(lane);
      lane.timer.cancel();
    });
  }
  pool_.stop();
  for (const auto& lane : lanes_)
    asio::post(lane->context, [&lane = *lane] { lane.context.stop(); });
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  shared_.log.flush();
}

Server::Server(Application& application, ServerOptions options, Metrics& metrics, Log& log)
    : implementation_(
          std::make_unique<Implementation>(application, std::move(options), metrics, log)) {}
Server::~Server() = default;

Result<void> Server::start() { return implementation_->start(); }
uint16_t Server::port() const { return implementation_->port(); }
void Server::stop() { implementation_->stop(); }

}  // namespace dostyq::http
