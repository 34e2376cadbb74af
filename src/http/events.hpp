#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace dostyq::http {

/// A server-sent event; data may have several lines.
struct Event {
  uint64_t id = 0;
  std::string name;
  std::string data;
};

/// As the wire wants it (WHATWG HTML, 9.2): id, event, data lines, an empty line.
std::string format(const Event& event);

/// A stream of events that many connections may follow and that keeps its last ones, so that a
/// client that comes back with Last-Event-ID misses nothing. Never waits for a slow client: who is
/// too far behind goes on with the oldest event that is kept. Thread-safe.
class EventChannel {
 public:
  explicit EventChannel(size_t kept = 256) : kept_(kept) {}

  /// Gives the event's id: 1, 2, 3 …
  uint64_t publish(std::string_view name, std::string data);
  /// Nothing follows; streams end once they have sent what there is.
  void close();
  bool closed() const;

  struct News {
    std::vector<Event> events;
    bool closed = false;
  };
  News after(uint64_t id) const;

  /// `wake` is called, from the publisher's thread and under no lock, whenever there is news.
  uint64_t follow(std::function<void()> wake);
  void leave(uint64_t follower);

 private:
  void wake_all();

  mutable std::mutex mutex_;
  std::deque<Event> events_;
  std::map<uint64_t, std::function<void()>> followers_;
  uint64_t last_id_ = 0, last_follower_ = 0;
  size_t kept_;
  bool closed_ = false;
};

}  // namespace dostyq::http
