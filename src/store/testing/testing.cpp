#include "store/testing.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <vector>

namespace dostyq::store {
namespace fs = std::filesystem;
namespace {

class Folders {
 public:
  ~Folders() {
    std::error_code ignored;
    for (const fs::path& folder : all_) fs::remove_all(folder, ignored);
  }
  fs::path make() {
    std::random_device seed;
    const fs::path folder = fs::temp_directory_path() / ("dostyq-db-" + std::to_string(seed()));
    fs::create_directories(folder);
    all_.push_back(folder);
    return folder;
  }

 private:
  std::vector<fs::path> all_;
};

Folders& folders() {
  static Folders all;
  return all;
}

/// Debian keeps one folder of programs for each version.
std::string programs_of_postgres() {
  std::string newest;
  std::error_code none;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", none)) {
    const fs::path folder = version.path() / "bin";
    if (fs::exists(folder / "initdb", none) && folder.string() > newest) newest = folder.string();
  }
  return newest;
}

bool run(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// PostgreSQL refuses to run as root: Debian's own user of its package does.
std::string as_user(const std::string& command) {
  return geteuid() == 0 ? "runuser -u postgres -- " + command : command;
}

}  // namespace

TestPostgres* TestPostgres::get(std::string& why) {
  static const std::unique_ptr<TestPostgres> kServer = [] {
    const std::string programs = programs_of_postgres();
    if (programs.empty()) return std::unique_ptr<TestPostgres>();
    std::unique_ptr<TestPostgres> server(new TestPostgres(programs, folders().make().string()));
    if (!server->start()) {
      std::ifstream log(server->folder_ + "/log");
      std::fprintf(stderr, "PostgreSQL did not start:\n%s\n",
                   std::string(std::istreambuf_iterator<char>(log), {}).c_str());
      std::abort();
    }
    return server;
  }();
  if (kServer == nullptr) why = "PostgreSQL is not installed: ./dev setup installs it";
  return kServer.get();
}

bool TestPostgres::start() {
  const std::string quiet = " >>" + folder_ + "/log 2>&1";
  if (geteuid() == 0 && !run("chown postgres " + folder_)) return false;
  if (!run("cd / && " +
           as_user(programs_ + "/initdb -D " + folder_ +
                   "/data -U dostyq -A trust -E UTF8 --locale=C --no-sync") +
           quiet))
    return false;
  return run("cd / && " +
             as_user(programs_ + "/pg_ctl -D " + folder_ + "/data -w -l " + folder_ +
                     "/server.log -o \"-k " + folder_ +
                     " -c listen_addresses='' -c max_connections=40\" start") +
             quiet);
}

TestPostgres::~TestPostgres() {
  run("cd / && " + as_user(programs_ + "/pg_ctl -D " + folder_ + "/data -m immediate stop") +
      " >/dev/null 2>&1");
}

std::string TestPostgres::new_database() {
  const std::string name = "t" + std::to_string(++databases_);
  if (!run("cd / && " + programs_ + "/createdb -h " + folder_ + " -U dostyq " + name)) std::abort();
  return "postgresql:host=" + folder_ + " user=dostyq dbname=" + name;
}

std::string new_sqlite() { return "sqlite:" + (folders().make() / "register.db").string(); }

}  // namespace dostyq::store
