#include "http/events.hpp"

#include <utility>

namespace dostyq::http {

std::string format(const Event& event) {
  std::string out = "id: " + std::to_string(event.id) + "\n";
  if (!event.name.empty()) out += "event: " + event.name + "\n";
  std::string_view rest = event.data;
  while (true) {
    const size_t end = rest.find_first_of("\r\n");
    out.append("data: ").append(rest.substr(0, end)).append("\n");
    if (end == std::string_view::npos) break;
    rest = rest.substr(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return out + "\n";
}

uint64_t EventChannel::publish(std::string_view name, std::string data) {
  uint64_t id = 0;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return last_id_;
    id = ++last_id_;
    events_.push_back({id, std::string(name), std::move(data)});
    if (events_.size() > kept_) events_.pop_front();
  }
  wake_all();
  return id;
}

void EventChannel::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  wake_all();
}

bool EventChannel::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

EventChannel::News EventChannel::after(uint64_t id) const {
  const std::lock_guard lock(mutex_);
  News news;
  news.closed = closed_;
  for (const Event& event : events_) {
    if (event.id > id) news.events.push_back(event);
  }
  return news;
}

uint64_t EventChannel::follow(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  followers_.emplace(++last_follower_, std::move(wake));
  return last_follower_;
}

void EventChannel::leave(uint64_t follower) {
  const std::lock_guard lock(mutex_);
  followers_.erase(follower);
}

void EventChannel::wake_all() {
  std::vector<std::function<void()>> wakes;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, wake] : followers_) wakes.push_back(wake);
  }
  for (const auto& wake : wakes) wake();
}

}  // namespace dostyq::http
