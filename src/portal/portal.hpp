#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "base/error.hpp"
#include "http/log.hpp"
#include "http/server.hpp"

namespace dostyq::portal {

struct PortalOptions {
  std::filesystem::path data = "data";  ///< the database file, the secret key
  std::string database;                 ///< an address; "" for a file in `data`
  std::filesystem::path programme;      ///< brought in on the first run; "" none
  std::string admin_password;           ///< of the first administrator; "" a random one
  bool demo = false;                    ///< an account of every role, for a demonstration
  std::set<Role> needs_second_factor;   ///< roles that do nothing before it is set up
  http::ServerOptions server;
  http::LogDetail log = http::LogDetail::kErrors;
};

/// What the first run made, to be shown once.
struct NewLogin {
  std::string login, password, role, region;
  bool demo = false;
};

/// The running web application: database, register, accounts, server. One process, one folder.
class Portal {
 public:
  /// Opens the folder, makes what is missing. Problems: those of the database, of the programme's
  /// files, of the key.
  static Checked<std::unique_ptr<Portal>> open(const PortalOptions& options);
  ~Portal();
  Portal(const Portal&) = delete;
  Portal& operator=(const Portal&) = delete;

  /// Accounts that this run has made.
  const std::vector<NewLogin>& new_logins() const;
  /// Brought a programme in.
  bool imported() const;

  Result<void> start();
  uint16_t port() const;
  /// Finishes what is under way.
  void stop();

 private:
  struct Parts;
  explicit Portal(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace dostyq::portal
