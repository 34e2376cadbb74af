// The server on a real socket: what browsers do, and what nobody should.
#include "http/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "http/events.hpp"
#include "http/testing_client.hpp"

namespace dostyq::http {
namespace {

using testing::body;
using testing::Client;
using testing::status;
using Time = ServerOptions::Time;

/// GET /fast answers at once, everything else on a worker.
class Echo : public Application {
 public:
  size_t most_body_bytes(const Request& head) const override {
    return head.target.path() == "/large" ? 8U << 20U : 1000;
  }
  std::optional<Response> respond_at_once(const Request& request) override {
    ++requests;
    if (request.target.path() == "/fast") return text(200, "text/plain", "fast");
    return std::nullopt;
  }
  Response respond(const Request& request) override {
    const std::string path = request.target.path();
    if (path == "/throw") throw std::runtime_error("on purpose");
    if (path == "/slow") {
      started.set_value();
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
    }
    if (path == "/hold") {
      started.set_value();
      release.get_future().wait();
    }
    if (path == "/big") return text(200, "text/plain", std::string(20U << 20U, 'x'));
    if (path == "/peer")
      return text(
          200, "text/plain",
          request.peer + (request.secure ? " secure" : "") + (request.loopback ? " loopback" : ""));
    if (path == "/events") {
      Response response = text(200, "text/event-stream", "");
      response.events = channel;
      response.after = std::stoull("0" + std::string(request.headers.get("Last-Event-ID")));
      return response;
    }
    return text(
        200, "text/plain",
        std::string(name(request.method)) + " " + path + " " + std::to_string(request.body.size()));
  }
  std::promise<void> started, release;
  std::shared_ptr<EventChannel> channel = std::make_shared<EventChannel>(4);
  std::atomic<int> requests{0};
};

class ServerTest : public ::testing::Test {
 protected:
  void start(ServerOptions options = {}) {
    options.port = 0;
    options.io_threads = 2;
    server = std::make_unique<Server>(echo, options, metrics, log);
    const Result<void> started = server->start();
    ASSERT_TRUE(started) << (started ? "" : started.error().args[1]);
  }
  /// The answer's status to these bytes on a connection of their own.
  std::string send(std::string_view bytes) {
    Client client(server->port());
    client.send(bytes);
    return status(client.answer());
  }
  void expect_alive() { EXPECT_EQ(send("GET /fast HTTP/1.1\r\nHost: a\r\n\r\n"), "200"); }

  Echo echo;
  Metrics metrics{std::vector<std::string>{}};
  Log log{stderr, LogDetail::kOff};
  std::unique_ptr<Server> server;
};

TEST_F(ServerTest, KeepsConnectionsAndAnswersInTurn) {
  start();
  Client client(server->port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /fast HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(body(client.answer()), "fast");
  }
  // Pipelined: quick ones must not overtake the one that waits.
  client.send(
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /fast HTTP/1.1\r\nHost: "
      "a\r\n\r\nHEAD /b HTTP/1.1\r\n"
      "Host: a\r\n\r\nGET /c HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(body(client.answer()), "POST /a 3");
  EXPECT_EQ(body(client.answer()), "fast");
  const std::string head = client.answer(true);
  EXPECT_NE(head.find("Content-Length: 9\r\n"), std::string::npos);
  EXPECT_EQ(body(head), "");
  EXPECT_EQ(body(client.answer()), "GET /c 0");
}

TEST_F(ServerTest, TakesABodyInPiecesAndInChunks) {
  start();
  Client client(server->port());
  for (const char c :
       std::string_view("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12345"))
    ASSERT_TRUE(client.send({&c, 1}));
  EXPECT_EQ(body(client.answer()), "PUT /x 5");
  client.send(
      "POST /y HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3\r\nabc\r\n4;x=1\r\ndefg\r\n0\r\n\r\n");
  EXPECT_EQ(body(client.answer()), "POST /y 7");
  client.send("POST /z HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.until("\r\n\r\n").substr(0, 21), "HTTP/1.1 100 Continue");
  client.send("ok");
  client.answer();
  EXPECT_EQ(body(client.answer()), "POST /z 2");
  std::string large = "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n" +
                      std::string(5'000'000, 'x');
  client.send(large);
  EXPECT_EQ(body(client.answer()), "POST /large 5000000");
}

TEST_F(ServerTest, SpeaksHttp10) {
  start();
  Client once(server->port());
  once.send("GET /fast HTTP/1.0\r\n\r\n");
  EXPECT_NE(once.answer().find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(once.ended());
  Client kept(server->port());
  kept.send("GET /fast HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_NE(kept.answer().find("Connection: keep-alive\r\n"), std::string::npos);
  kept.send("GET /fast HTTP/1.0\r\n\r\n");
  EXPECT_EQ(body(kept.answer()), "fast");
}

TEST_F(ServerTest, SendsMuchToASlowReader) {
  start();
  Client client(server->port());
  client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\nGET /fast HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(body(client.answer()).size(), 20U << 20U);
  EXPECT_EQ(body(client.answer()), "fast");
}

TEST_F(ServerTest, RefusesWhatIsNotHttp) {
  start();
  const std::pair<const char*, const char*> cases[] = {
      {"hello\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\n\r\n", "400"},  // no Host
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", "505"},
      {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "501"},
      {"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", "501"},
      {"GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET /a\x01 HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", "400"},  // space before the colon
      {"GET / HTTP/1.1\nHost: a\n\n", "505"},                 // bare line feeds: no version
      {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\n", "417"},
  };
  for (const auto& [bytes, wanted] : cases) EXPECT_EQ(send(bytes), wanted) << bytes;
  EXPECT_EQ(echo.requests, 0);
  expect_alive();
}

TEST_F(ServerTest, RefusesWhatTwoProgramsCouldReadInTwoWays) {
  start();
  const std::pair<const char*, const char*> cases[] = {
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: "
       "4\r\n\r\n0\r\n\r\n",
       "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 4\r\n\r\nabcd", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "501"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
       "identity\r\n\r\n0\r\n\r\n",
       "400"},
      {"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n\r\n",
       "400"},
  };
  for (const auto& [bytes, wanted] : cases) {
    Client client(server->port());
    // A smuggled request behind it must never be answered.
    client.send(std::string(bytes) + "GET /fast HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(status(client.answer()), wanted) << bytes;
    EXPECT_EQ(client.answer(), "") << bytes;
  }
  EXPECT_EQ(echo.requests, 0);
  expect_alive();
}

TEST_F(ServerTest, BoundsWhatIsSent) {
  start();
  EXPECT_EQ(send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"),
            "431");
  EXPECT_EQ(send("GET /" + std::string(100'000, 'x')), "431");
  EXPECT_EQ(send("GET /" + std::string(10'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"), "414");
  EXPECT_EQ(send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n"), "413");
  EXPECT_EQ(send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                 std::string(1001, 'x') + "\r\n0\r\n\r\n"),
            "413");
  // Refused while it is still being sent: the answer arrives nevertheless.
  EXPECT_EQ(send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n" +
                 std::string(3'000'000, 'x')),
            "413");
  expect_alive();
}

TEST_F(ServerTest, EndsSlowConnections) {
  ServerOptions options;
  options.header_time = Time(300);
  options.body_time = Time(300);
  options.idle_time = Time(300);
  start(options);
  Client idle(server->port());
  Client head(server->port());
  Client content(server->port());
  head.send("GET / HTTP/1.1\r\nHo");
  content.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
  EXPECT_EQ(status(head.answer()), "408");
  EXPECT_EQ(status(content.answer()), "408");
  EXPECT_TRUE(head.ended());
  EXPECT_TRUE(content.ended());
  EXPECT_TRUE(idle.ended());
  EXPECT_GE(metrics.timed_out, 2U);
  expect_alive();
}

TEST_F(ServerTest, TurnsTooManyConnectionsAway) {
  ServerOptions options;
  options.most_connections = 50;
  start(options);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(std::make_unique<Client>(server->port()));
    clients.back()->send("GET /fast HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_EQ(status(clients.back()->answer()), "200");
  }
  for (int i = 0; i < 200; ++i) {
    Client more(server->port());
    const std::string answer = more.answer();
    EXPECT_EQ(status(answer), "503");
    EXPECT_NE(answer.find("Retry-After: "), std::string::npos);
  }
  clients.back()->send("GET /fast HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(status(clients.back()->answer()), "200");
  clients.clear();
  for (int i = 0; i < 1500 && metrics.connections > 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  expect_alive();
}

TEST_F(ServerTest, TellsThatItIsBusy) {
  ServerOptions options;
  options.workers = 1;
  options.most_waiting = 1;
  start(options);
  Client held(server->port());
  held.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n");
  echo.started.get_future().wait();
  Client waits(server->port());
  waits.send("GET /w HTTP/1.1\r\nHost: a\r\n\r\n");
  while (metrics.working < 2) std::this_thread::yield();
  EXPECT_EQ(send("GET /more HTTP/1.1\r\nHost: a\r\n\r\n"), "503");
  expect_alive();  // what needs no worker is answered all the same
  echo.release.set_value();
  EXPECT_EQ(status(held.answer()), "200");
  EXPECT_EQ(body(waits.answer()), "GET /w 0");
}

TEST_F(ServerTest, AFailingHandlerIsOurFaultAndNothingMore) {
  start();
  EXPECT_EQ(send("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n"), "500");
  expect_alive();
}

TEST_F(ServerTest, FinishesWhatIsUnderWayBeforeItStops) {
  start();
  const uint16_t port = server->port();
  Client slow(port);
  Client idle(port);
  slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  echo.started.get_future().wait();
  std::thread stopping([&] { server->stop(); });
  const std::string answer = slow.answer();
  EXPECT_EQ(body(answer), "GET /slow 0");
  EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(idle.ended());
  stopping.join();
  EXPECT_FALSE(Client(port).connected());
}

TEST_F(ServerTest, StreamsEventsAndGoesOnAfterAnId) {
  ServerOptions options;
  options.heartbeat = Time(200);
  start(options);
  echo.channel->publish("progress", "{\"n\":1}");
  Client client(server->port());
  client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(client.until("data: {\"n\":1}\n\n").find("id: 1\nevent: progress\n"),
            std::string::npos);
  echo.channel->publish("progress", "two\nlines");
  EXPECT_NE(
      client.until("data: lines\n\n").find("id: 2\nevent: progress\ndata: two\ndata: lines\n\n"),
      std::string::npos);
  EXPECT_NE(client.until("\r\n:\n\n\r\n").find(":\n\n"), std::string::npos) << "a heartbeat";
  Client later(server->port());
  later.send("GET /events HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 1\r\n\r\n");
  const std::string rest = later.until("data: lines\n\n");
  EXPECT_EQ(rest.find("id: 1\n"), std::string::npos);
  EXPECT_NE(rest.find("id: 2\n"), std::string::npos);
  {
    Client gone(server->port());
    gone.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    gone.until("id: 2\n");
  }
  for (int i = 0; i < 1500 && metrics.streams > 2; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(metrics.streams, 2);
  echo.channel->publish("end", "{}");
  echo.channel->close();
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(client.until("0\r\n\r\n").ends_with("0\r\n\r\n"));
}

TEST_F(ServerTest, StreamsEndWhenTheServerStops) {
  start();
  Client client(server->port());
  client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
  client.until("\r\n\r\n");
  server->stop();
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, BelievesAProxyOnlyWhenItIsTold) {
  start();
  const std::string asked =
      "GET /peer HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4, "
      "203.0.113.9\r\nX-Forwarded-Proto: https\r\n\r\n";
  Client direct(server->port());
  direct.send(asked);
  EXPECT_EQ(body(direct.answer()), "127.0.0.1 loopback");
  server.reset();
  ServerOptions options;
  options.behind_proxy = true;
  start(options);
  Client behind(server->port());
  behind.send(asked);
  const std::string answer = behind.answer();
  EXPECT_EQ(body(answer), "203.0.113.9 secure");
  EXPECT_NE(answer.find("Strict-Transport-Security: "), std::string::npos);
}

TEST_F(ServerTest, AnswersToItsOwnNamesOnly) {
  ServerOptions options;
  options.hosts = {"localhost", "[::1]"};
  start(options);
  EXPECT_EQ(send("GET /fast HTTP/1.1\r\nHost: LocalHost:8080\r\n\r\n"), "200");
  EXPECT_EQ(send("GET /fast HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"), "200");
  EXPECT_EQ(send("GET /fast HTTP/1.1\r\nHost: evil.example\r\n\r\n"), "421");
}

TEST_F(ServerTest, SaysWhyItCannotListen) {
  start();
  ServerOptions options;
  options.port = server->port();
  Server second(echo, options, metrics, log);
  const Result<void> started = second.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().key, "http.cannot_listen");
}

TEST_F(ServerTest, SurvivesRandomBytes) {
  start();
  uint32_t seed = 12345;
  for (int round = 0; round < 300; ++round) {
    std::string bytes =
        round % 2 == 0 ? "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" : "";
    for (int i = 0; i < 200; ++i) {
      seed = seed * 1664525 + 1013904223;
      bytes.push_back("\r\n\0 :/aG0fX%\xff\x80"[seed >> 16U & 15U]);
    }
    Client client(server->port());
    client.send(bytes);
  }
  expect_alive();
}

}  // namespace
}  // namespace dostyq::http
