#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "cli/commands.hpp"
#include "cli/register_database.hpp"
#include "io/file.hpp"
#include "portal/portal.hpp"

namespace dostyq::cli {
namespace {

Result<std::string> given_password() {
  const char* file = std::getenv("DOSTYQ_ADMIN_PASSWORD_FILE");
  if (file == nullptr || *file == '\0') return std::string();
  Result<std::string> text = io::read_file(file);
  if (!text) return text;
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  return text;
}

Result<portal::PortalOptions> options_of(const ServeArguments& arguments) {
  portal::PortalOptions options;
  options.data = arguments.data;
  const Result<std::string> database = resolved(arguments.database);
  if (!database) return tl::unexpected(database.error());
  options.database = *database;
  options.programme = arguments.programme;
  options.demo = arguments.demo;
  Result<std::string> password = given_password();
  if (!password) return tl::unexpected(password.error());
  options.admin_password = std::move(*password);
  options.server.bind = arguments.bind;
  options.server.port = static_cast<uint16_t>(arguments.port);
  options.server.workers = static_cast<unsigned>(arguments.workers);
  options.server.most_connections = static_cast<size_t>(arguments.connections);
  options.server.behind_proxy = arguments.behind_proxy;
  options.server.hosts = arguments.hosts;
  const bool local = arguments.bind.starts_with("127.") || arguments.bind == "::1";
  if (local) {
    // A page elsewhere could have its own name lead here; the browser then says that name.
    for (const std::string& name : {std::string("localhost"), std::string("[::1]"), arguments.bind})
      options.server.hosts.push_back(name);
  }
  for (const std::string& role : arguments.second_factor)
    if (const auto known = parse_role(role)) options.needs_second_factor.insert(*known);
  options.log = arguments.log == "off"        ? http::LogDetail::kOff
                : arguments.log == "requests" ? http::LogDetail::kRequests
                                              : http::LogDetail::kErrors;
  return options;
}

void say_logins(const portal::Portal& portal, const Context& context) {
  if (portal.new_logins().empty()) return;
  bool demo = false;
  fmt::print("{}\n", context.say("serve.new_logins"));
  for (const portal::NewLogin& login : portal.new_logins()) {
    demo = demo || login.demo;
    const std::string region = login.region.empty() ? "" : " " + login.region;
    fmt::print("  {:<18} {:<24} {}{}{}\n", login.login,
               login.password.empty() ? context.say("serve.given_password") : login.password,
               login.role, region, login.demo ? "  DEMO" : "");
  }
  if (demo) fmt::print("{}\n", context.say("serve.demo"));
}

void say_address(const portal::Portal& portal, const ServeArguments& arguments,
                 const Context& context) {
  const std::string host =
      arguments.bind == "0.0.0.0" || arguments.bind == "127.0.0.1" ? "localhost"
      : arguments.bind.find(':') != std::string::npos              ? "[" + arguments.bind + "]"
                                                                   : arguments.bind;
  const std::string address = fmt::format("http://{}:{}/", host, portal.port());
  if (context.json) {
    fmt::print("{{\"status\":\"listening\",\"address\":\"{}\"}}\n", address);
  } else {
    fmt::print("{}\n", context.say("serve.listening", {address}));
  }
  std::fflush(stdout);
}

}  // namespace

int serve(const ServeArguments& arguments, const Context& context) {
  const Result<portal::PortalOptions> options = options_of(arguments);
  if (!options) return context.fail(options.error());
  const auto portal = portal::Portal::open(*options);
  if (!portal) return context.fail(portal.error());
  if ((*portal)->imported() && !context.json)
    fmt::print("{}\n", context.say("serve.imported", {arguments.programme}));
  say_logins(**portal, context);
  if (const Result<void> started = (*portal)->start(); !started)
    return context.fail(started.error());
  say_address(**portal, arguments, context);
  while (!context.stop->requested()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  if (!context.json) fmt::print(stderr, "{}\n", context.say("serve.stopping"));
  (*portal)->stop();
  return kDone;
}

}  // namespace dostyq::cli
