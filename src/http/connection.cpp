#include "http/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <exception>
#include <limits>

#include "http/events.hpp"
#include "http/field.hpp"
#include "http/problem.hpp"
#include "http/wire.hpp"

namespace dostyq::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using ErrorCodeOf = boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr size_t kReadBytes = 16 * 1024;
constexpr size_t kMostBuffered = 128 * 1024;
constexpr std::chrono::seconds kLinger{2};

// A second more for each 16 KB.
Clock::duration for_bytes(ServerOptions::Time base, uint64_t bytes) {
  return base + std::chrono::seconds(std::min<uint64_t>(bytes / (16 * 1024), 3600));
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Lane& lane, asio::ip::tcp::socket socket)
      : lane_(lane), shared_(lane.shared), socket_(std::move(socket)), buffer_(kMostBuffered) {
    shared_.metrics.connections.fetch_add(1, std::memory_order_relaxed);
  }
  ~Connection() {
    leave_channel();
    shared_.metrics.connections.fetch_sub(1, std::memory_order_relaxed);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start();
  void sweep(Clock::time_point now);
  void drain();
  void close();
  /// Tells that there is no room, and ends.
  void turn_away();

 private:
  enum class State { kIdle, kHead, kBody, kWorking, kWriting, kStreaming, kLingering, kClosed };

  void next_request();
  void read();
  void parse();
  bool take_head();
  bool take_fields();
  bool frame_is_sound();
  bool allow_body();
  void take_peer();
  void handle();
  void work();
  void answer(Response response);
  void refuse(int status, const char* key);
  void written(const ErrorCodeOf& error);
  void linger();
  void discard();
  void stream(Response response);
  void watch_for_end();
  void pump();
  void send(std::string bytes);
  void leave_channel();
  bool host_is_ours() const;
  void enter(State state, Clock::duration time) {
    state_ = state;
    deadline_ = Clock::now() + time;
  }

  Lane& lane_;
  Shared& shared_;
  asio::ip::tcp::socket socket_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  State state_ = State::kIdle;
  Clock::time_point deadline_;
  Clock::time_point last_sent_;
  bool head_taken_ = false;
  bool keep_alive_ = true;
  bool sending_ = false;
  bool last_ = false;  // the stream's end is on its way
  std::string peer_;
  bool peer_is_loopback_ = false;
  Request request_;
  std::string head_;
  Body body_;
  std::array<char, 4096> scrap_{};
  size_t discarded_ = 0;
  std::shared_ptr<EventChannel> channel_;
  uint64_t follower_ = 0, last_event_ = 0;
};

void Connection::start() {
  ErrorCodeOf ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  const auto address = socket_.remote_endpoint(ignored).address();
  peer_ = address.to_string();
  peer_is_loopback_ = address.is_loopback();
  next_request();
}

void Connection::turn_away() {
  keep_alive_ = false;
  refuse(503, "http.too_many_connections");
}

void Connection::next_request() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(shared_.options.most_header_bytes));
  // The real limit is set when the head is known. (No limit at all would refuse every length in
  // Boost 1.74.)
  parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
  parser_->eager(false);
  head_taken_ = false;
  if (buffer_.size() > 0) {
    enter(State::kHead, shared_.options.header_time);
    parse();
  } else {
    enter(State::kIdle, shared_.options.idle_time);
    read();
  }
}

void Connection::read() {
  if (buffer_.size() + kReadBytes > kMostBuffered) return refuse(431, "http.head_too_large");
  socket_.async_read_some(buffer_.prepare(kReadBytes), [self = shared_from_this()](
                                                           const ErrorCodeOf& error, size_t bytes) {
    const State state = self->state_;
    if (state != State::kIdle && state != State::kHead && state != State::kBody) return;
    if (error) return self->close();
    if (state == State::kIdle) self->enter(State::kHead, self->shared_.options.header_time);
    self->buffer_.commit(bytes);
    self->parse();
  });
}

void Connection::parse() {
  while (true) {
    ErrorCodeOf error;
    const size_t used = parser_->put(buffer_.data(), error);
    buffer_.consume(used);
    if (error == beast::http::error::need_more) return read();
    if (error == beast::http::error::header_limit) return refuse(431, "http.head_too_large");
    if (error == beast::http::error::body_limit) return refuse(413, "http.body_too_large");
    if (error == beast::http::error::bad_version) return refuse(505, "http.bad_version");
    if (error) return refuse(400, "http.malformed");
    if (!head_taken_ && parser_->is_header_done()) {
      head_taken_ = true;
      if (!take_head()) return;
    }
    if (parser_->is_done()) return handle();
    if (buffer_.size() == 0) return read();
  }
}

bool Connection::take_fields() {
  const auto& message = parser_->get();
  request_ = Request();
  request_.minor = message.version() == 10 ? 0 : 1;
  request_.target_text = view(message.target());
  request_.headers.all.reserve(16);
  for (const auto& field : message)
    request_.headers.all.push_back(
        {std::string(view(field.name_string())), std::string(view(field.value()))});
  keep_alive_ = parser_->keep_alive();
  take_peer();
  const std::optional<Method> method = parse_method(view(message.method_string()));
  if (!method) return refuse(501, "http.unknown_method"), false;
  request_.method = *method;
  return true;
}

void Connection::take_peer() {
  request_.peer = peer_;
  request_.loopback = peer_is_loopback_;
  if (!shared_.options.behind_proxy || !peer_is_loopback_) return;
  const std::string_view forwarded = request_.headers.get("X-Forwarded-For");
  if (forwarded.empty()) return;
  // The proxy appends: only the last address is its own word.
  std::string_view last = forwarded.substr(forwarded.rfind(',') + 1);
  while (last.starts_with(' ')) last.remove_prefix(1);
  request_.peer = std::string(last.substr(0, 64));
  request_.loopback = false;
  request_.secure = request_.headers.get("X-Forwarded-Proto") == "https";
}

// What lets two programs disagree on where a request ends is refused, not mended.
bool Connection::frame_is_sound() {
  const Headers& headers = request_.headers;
  const bool has_coding = headers.has("Transfer-Encoding");
  if (headers.count("Content-Length") > 1 ||
      headers.get("Content-Length").find(',') != std::string_view::npos ||
      headers.count("Transfer-Encoding") > 1 || (has_coding && headers.has("Content-Length")) ||
      (has_coding && request_.minor == 0)) {
    refuse(400, "http.malformed");
    return false;
  }
  if (has_coding && !same_name(headers.get("Transfer-Encoding"), "chunked")) {
    refuse(501, "http.unknown_coding");
    return false;
  }
  if (headers.count("Host") > 1 || (request_.minor == 1 && headers.count("Host") != 1)) {
    refuse(400, "http.needs_host");
    return false;
  }
  return true;
}

bool Connection::host_is_ours() const {
  const std::vector<std::string>& hosts = shared_.options.hosts;
  if (hosts.empty() || !request_.headers.has("Host")) return true;
  std::string_view host = request_.headers.get("Host");
  const size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos)
    host = host.substr(0, colon);
  return std::any_of(hosts.begin(), hosts.end(),
                     [&](const std::string& name) { return same_name(name, host); });
}

bool Connection::take_head() {
  if (!take_fields() || !frame_is_sound()) return false;
  if (!host_is_ours()) return refuse(421, "http.other_host"), false;
  if (request_.target_text != "*" || request_.method != Method::kOptions) {
    std::optional<Target> target = parse_target(request_.target_text);
    if (!target) {
      const bool is_long = request_.target_text.size() > 8000;
      return refuse(is_long ? 414 : 400, "http.bad_target"), false;
    }
    request_.target = std::move(*target);
  }
  return parser_->is_done() || allow_body();
}

bool Connection::allow_body() {
  const size_t most = shared_.application.most_body_bytes(request_);
  const auto length = parser_->content_length();
  if (length && *length > most) return refuse(413, "http.body_too_large"), false;
  parser_->body_limit(most);
  enter(State::kBody, for_bytes(shared_.options.body_time, length ? *length : most));
  const std::string_view expect = request_.headers.get("Expect");
  if (expect.empty()) return true;
  if (!same_name(expect, "100-continue")) return refuse(417, "http.unknown_expectation"), false;
  if (buffer_.size() > 0 || request_.minor == 0) return true;
  // A few bytes into an empty socket buffer: this does not wait.
  ErrorCodeOf error;
  asio::write(socket_, asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), error);
  if (error) return close(), false;
  return true;
}

void Connection::handle() {
  request_.body = std::move(parser_->get().body());
  request_.arrived = Clock::now();
  state_ = State::kWorking;
  deadline_ = Clock::time_point::max();
  try {
    if (std::optional<Response> response = shared_.application.respond_at_once(request_))
      return answer(std::move(*response));
  } catch (const std::exception& error) {
    shared_.log.warn("handler_failed", {{"what", std::string_view(error.what())}});
    return refuse(500, "http.internal");
  }
  work();
}

void Connection::work() {
  shared_.metrics.working.fetch_add(1, std::memory_order_relaxed);
  const bool accepted = shared_.pool.submit([self = shared_from_this()]() mutable {
    std::optional<Response> response;
    try {
      response = self->shared_.application.respond(self->request_);
    } catch (const std::exception& error) {
      self->shared_.log.warn("handler_failed", {{"what", std::string_view(error.what())}});
    }
    self->shared_.metrics.working.fetch_sub(1, std::memory_order_relaxed);
    Lane& lane = self->lane_;
    asio::post(lane.context, [self = std::move(self), response = std::move(response)]() mutable {
      if (response) return self->answer(std::move(*response));
      self->refuse(500, "http.internal");
    });
  });
  if (accepted) return;
  shared_.metrics.working.fetch_sub(1, std::memory_order_relaxed);
  Problem problem{503, "http.busy", {}, {}, {{"Retry-After", "2"}}};
  answer(say(problem, request_.language()));
}

void Connection::refuse(int status, const char* key) {
  if (state_ == State::kClosed) return;
  if (status != 500 && status != 503)
    shared_.metrics.malformed.fetch_add(1, std::memory_order_relaxed);
  Problem problem{status, key, {}, {}, {}};
  if (status == 503) problem.headers.push_back({"Retry-After", "2"});
  Response response = say(problem, request_.language());
  response.close = true;
  answer(std::move(response));
}

void Connection::answer(Response response) {
  if (state_ == State::kClosed) return;
  keep_alive_ = keep_alive_ && !response.close && !shared_.stopping.load(std::memory_order_relaxed);
  if (response.events && request_.method != Method::kHead) return stream(std::move(response));
  Framing framing;
  framing.keep_alive = keep_alive_;
  framing.content_length = response.body.size();
  framing.secure = request_.secure;
  framing.minor = request_.minor;
  head_ = format_head(response, framing);
  body_ = request_.method == Method::kHead ? Body() : std::move(response.body);
  enter(State::kWriting, for_bytes(shared_.options.write_time, body_.size()));
  const std::array<asio::const_buffer, 2> parts{
      asio::buffer(head_), asio::buffer(body_.view().data(), body_.view().size())};
  asio::async_write(socket_, parts, [self = shared_from_this()](const ErrorCodeOf& error, size_t) {
    self->written(error);
  });
}

void Connection::written(const ErrorCodeOf& error) {
  if (state_ == State::kClosed) return;
  body_ = Body();
  if (error) return close();
  if (keep_alive_ && !shared_.stopping.load(std::memory_order_relaxed)) return next_request();
  const bool all_read = buffer_.size() == 0 && parser_ && parser_->is_done();
  if (all_read) return close();
  linger();
}

// Closing with unread bytes would reset the connection and could take the answer away from the
// client.
void Connection::linger() {
  ErrorCodeOf ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  enter(State::kLingering, kLinger);
  discard();
}

void Connection::discard() {
  socket_.async_read_some(
      asio::buffer(scrap_), [self = shared_from_this()](const ErrorCodeOf& error, size_t bytes) {
        self->discarded_ += bytes;
        if (error || self->discarded_ > (4U << 20U) || self->state_ == State::kClosed)
          return self->close();
        self->discard();
      });
}

void Connection::stream(Response response) {
  keep_alive_ = false;
  channel_ = std::move(response.events);
  last_event_ = response.after;
  response.events = channel_;
  Framing framing;
  framing.keep_alive = false;
  framing.chunked = request_.minor == 1;
  framing.secure = request_.secure;
  head_ = format_head(response, framing);
  shared_.metrics.streams.fetch_add(1, std::memory_order_relaxed);
  state_ = State::kStreaming;
  deadline_ = Clock::time_point::max();
  std::weak_ptr<Connection> weak = weak_from_this();
  follower_ = channel_->follow([weak, &context = lane_.context] {
    asio::post(context, [weak] {
      if (const auto self = weak.lock()) self->pump();
    });
  });
  watch_for_end();
  send(std::move(head_));
}

// A client of a stream has nothing more to say: whatever comes, it has left.
void Connection::watch_for_end() {
  socket_.async_read_some(asio::buffer(scrap_),
                          [self = shared_from_this()](const ErrorCodeOf&, size_t) {
                            if (self->state_ == State::kStreaming) self->close();
                          });
}

void Connection::pump() {
  if (state_ != State::kStreaming || sending_) return;
  if (last_) return close();
  const EventChannel::News news = channel_->after(last_event_);
  std::string bytes;
  for (const Event& event : news.events) {
    bytes += format(event);
    last_event_ = event.id;
  }
  last_ = news.closed || shared_.stopping.load(std::memory_order_relaxed);
  if (bytes.empty() && !last_) return;
  if (request_.minor == 1) {
    if (!bytes.empty()) bytes = fmt::format("{:x}\r\n", bytes.size()) + bytes + "\r\n";
    if (last_) bytes += "0\r\n\r\n";
  }
  send(std::move(bytes));
}

void Connection::send(std::string bytes) {
  sending_ = true;
  head_ = std::move(bytes);
  deadline_ = Clock::now() + for_bytes(shared_.options.write_time, head_.size());
  asio::async_write(socket_, asio::buffer(head_),
                    [self = shared_from_this()](const ErrorCodeOf& error, size_t) {
                      if (self->state_ != State::kStreaming) return;
                      if (error) return self->close();
                      self->sending_ = false;
                      self->last_sent_ = Clock::now();
                      self->deadline_ = Clock::time_point::max();
                      self->pump();
                    });
}

void Connection::sweep(Clock::time_point now) {
  if (state_ == State::kStreaming && !sending_ && now - last_sent_ >= shared_.options.heartbeat) {
    return send(request_.minor == 1 ? "3\r\n:\n\n\r\n" : ":\n\n");
  }
  if (now < deadline_) return;
  if (state_ == State::kIdle || state_ == State::kLingering) return close();
  shared_.metrics.timed_out.fetch_add(1, std::memory_order_relaxed);
  // Half a request is told why; who does not take an answer is not told anything.
  if (state_ == State::kHead || state_ == State::kBody) {
    ErrorCodeOf ignored;
    socket_.cancel(ignored);
    return refuse(408, "http.too_slow");
  }
  close();
}

void Connection::drain() {
  if (state_ == State::kIdle) return close();
  if (state_ == State::kStreaming) pump();
}

void Connection::leave_channel() {
  if (!channel_) return;
  channel_->leave(follower_);
  channel_.reset();
  shared_.metrics.streams.fetch_sub(1, std::memory_order_relaxed);
}

void Connection::close() {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  leave_channel();
  ErrorCodeOf ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
  lane_.connections.erase(this);
}

namespace {

std::vector<std::shared_ptr<Connection>> all_of(Lane& lane) {
  std::vector<std::shared_ptr<Connection>> all;
  all.reserve(lane.connections.size());
  for (const auto& [key, weak] : lane.connections) {
    if (auto connection = weak.lock()) all.push_back(std::move(connection));
  }
  return all;
}

}  // namespace

void serve(Lane& lane, asio::ip::tcp::socket socket) {
  const bool full = lane.shared.metrics.connections.load(std::memory_order_relaxed) >=
                    static_cast<int64_t>(lane.shared.options.most_connections);
  const auto connection = std::make_shared<Connection>(lane, std::move(socket));
  lane.connections.emplace(connection.get(), connection);
  lane.shared.metrics.accepted.fetch_add(1, std::memory_order_relaxed);
  if (full) {
    lane.shared.metrics.refused.fetch_add(1, std::memory_order_relaxed);
    return connection->turn_away();
  }
  connection->start();
}

void sweep(Lane& lane, Clock::time_point now) {
  for (const auto& connection : all_of(lane)) connection->sweep(now);
}

void drain(Lane& lane) {
  for (const auto& connection : all_of(lane)) connection->drain();
}

void cut(Lane& lane) {
  for (const auto& connection : all_of(lane)) connection->close();
}

}  // namespace dostyq::http
