#pragma once

#include <sys/types.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "http/testing_client.hpp"

// For tests: dostyq serve as a process of its own.
namespace dostyq::trial {

using Json = nlohmann::json;

/// A server process; ended with the object.
class Running {
 public:
  explicit Running(const std::string& data, const std::vector<std::string>& more = {});
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// The exit code, or 128 and the signal.
  int end(int signal);
  std::string ask(const std::string& method, const std::string& path,
                  const std::string& headers = "", const std::string& content = "") const;

  std::string printed;
  uint16_t port = 0;

 private:
  pid_t process_ = -1;
};

/// What the first run printed beside an account's name.
std::string password_of(const std::string& printed, const std::string& login);

struct Session {
  std::string headers;
  Json me;
};
Session sign_in(const Running& server, const std::string& login, const std::string& password);

}  // namespace dostyq::trial
