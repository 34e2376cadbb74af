#include "serving.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <csignal>
#include <regex>

namespace dostyq::trial {

using http::testing::body;
using http::testing::Client;
using http::testing::status;

Running::Running(const std::string& data, const std::vector<std::string>& more) {
  int out[2];
  if (::pipe2(out, O_CLOEXEC) != 0) return;
  std::vector<std::string> words{DOSTYQ_PROGRAM, "serve", "--data", data,
                                 "--port",       "0",     "--lang", "en"};
  words.insert(words.end(), more.begin(), more.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  process_ = ::fork();
  if (process_ == 0) {
    ::dup2(out[1], STDOUT_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(out[1]);
  std::smatch match;
  const std::regex address(R"(http://localhost:(\d+)/)");
  char bytes[4096];
  ssize_t got = 0;
  while (!std::regex_search(printed, match, address) &&
         (got = ::read(out[0], bytes, sizeof bytes)) > 0)
    printed.append(bytes, static_cast<size_t>(got));
  ::close(out[0]);
  if (!match.empty()) port = static_cast<uint16_t>(std::stoi(match[1]));
}

Running::~Running() { end(SIGKILL); }

int Running::end(int signal) {
  if (process_ <= 0) return -1;
  ::kill(process_, signal);
  int result = 0;
  ::waitpid(process_, &result, 0);
  process_ = -1;
  return WIFEXITED(result) ? WEXITSTATUS(result) : 128 + WTERMSIG(result);
}

std::string Running::ask(const std::string& method, const std::string& path,
                         const std::string& headers, const std::string& content) const {
  Client client(port);
  client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers +
              (content.empty() ? ""
                               : "Content-Type: application/json\r\nContent-Length: " +
                                     std::to_string(content.size()) + "\r\n") +
              "\r\n" + content);
  return client.answer();
}

std::string password_of(const std::string& printed, const std::string& login) {
  std::smatch match;
  const std::regex line("\\n  " + login + " +([a-z0-9-]{23}) ");
  return std::regex_search(printed, match, line) ? match[1].str() : "";
}

Session sign_in(const Running& server, const std::string& login, const std::string& password) {
  const std::string answer = server.ask("POST", "/api/v1/session", "",
                                        Json{{"name", login}, {"password", password}}.dump());
  EXPECT_EQ(status(answer), "200") << answer;
  Session out;
  out.me = Json::parse(body(answer), nullptr, false);
  std::smatch match;
  if (std::regex_search(answer, match, std::regex("dostyq_session=[0-9a-f]{64}")))
    out.headers =
        "Cookie: " + match[0].str() + "\r\nX-CSRF-Token: " + out.me.value("csrf", "") + "\r\n";
  return out;
}

}  // namespace dostyq::trial
