#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <unordered_map>
#include <utility>  // before <boost/asio/awaitable.hpp>: g++ 12 with -std=c++20

#include "http/server.hpp"
#include "http/work_pool.hpp"

// Inside the server; included by server.cpp and connection.cpp alone.
namespace dostyq::http {

using Clock = std::chrono::steady_clock;

/// What all connections share.
struct Shared {
  Application& application;
  const ServerOptions& options;
  Metrics& metrics;
  Log& log;
  WorkPool& pool;
  std::atomic<bool> stopping{false};
};

class Connection;

/// One I/O thread with its connections; all of it is used on that thread only, but for `context`.
struct Lane {
  explicit Lane(Shared& all) : shared(all), timer(context) {}
  Shared& shared;
  boost::asio::io_context context{1};
  boost::asio::steady_timer timer;
  std::unordered_map<Connection*, std::weak_ptr<Connection>> connections;
};

/// Takes the socket over and serves it until one side ends it. Call on the lane's thread.
void serve(Lane& lane, boost::asio::ip::tcp::socket socket);
/// Time-outs and heartbeats of all connections of the lane.
void sweep(Lane& lane, Clock::time_point now);
/// Ends connections that do nothing, and streams.
void drain(Lane& lane);
/// Ends all connections at once.
void cut(Lane& lane);

}  // namespace dostyq::http
