#pragma once

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>

// For tests only: a client that sends exactly the bytes it is given.
namespace dostyq::http::testing {

class Client {
 public:
  explicit Client(uint16_t port) : handle_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ =
        ::connect(handle_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const int one = 1;
    ::setsockopt(handle_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  }
  ~Client() { ::close(handle_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(handle_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  /// One whole answer with its body; what follows stays for the next call. "" when the connection
  /// ended first.
  std::string answer(bool to_head = false) {
    size_t head = std::string::npos;
    while ((head = waiting_.find("\r\n\r\n")) == std::string::npos) {
      if (!more()) return "";
    }
    head += 4;
    size_t length = 0;
    const size_t field = waiting_.find("Content-Length: ");
    if (!to_head && field < head) length = std::stoul(waiting_.substr(field + 16));
    while (waiting_.size() < head + length) {
      if (!more()) return "";
    }
    const std::string out = waiting_.substr(0, head + length);
    waiting_.erase(0, head + length);
    return out;
  }
  /// Everything until the other side ends the connection, or `text` has come.
  std::string until(std::string_view text) {
    while (waiting_.find(text) == std::string::npos) {
      if (!more()) break;
    }
    return waiting_;
  }
  /// Has the other side ended the connection, within half a minute?
  bool ended() {
    while (more()) {
    }
    return ended_;
  }

 private:
  bool more() {
    pollfd wait{handle_, POLLIN, 0};
    if (::poll(&wait, 1, 30'000) <= 0) return false;
    char bytes[65536];
    const ssize_t got = ::recv(handle_, bytes, sizeof bytes, 0);
    if (got <= 0) {
      ended_ = true;
      return false;
    }
    waiting_.append(bytes, static_cast<size_t>(got));
    return true;
  }

  int handle_;
  bool connected_ = false;
  bool ended_ = false;
  std::string waiting_;
};

inline std::string status(const std::string& answer) {
  return answer.size() < 12 ? "none" : answer.substr(9, 3);
}
inline std::string body(const std::string& answer) {
  const size_t head = answer.find("\r\n\r\n");
  return head == std::string::npos ? "" : answer.substr(head + 4);
}

}  // namespace dostyq::http::testing
