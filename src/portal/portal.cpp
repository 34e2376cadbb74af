#include "portal/portal.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "accounts/sessions.hpp"
#include "io/file.hpp"
#include "portal/all_routes.hpp"
#include "portal/first_run.hpp"
#include "portal/register_routes.hpp"
#include "register/register.hpp"
#include "store/audit.hpp"
#include "store/clock.hpp"
#include "store/signing.hpp"

namespace dostyq::portal {
namespace {

namespace fs = std::filesystem;

int64_t unix_now() {
  using std::chrono::system_clock;
  return std::chrono::duration_cast<std::chrono::seconds>(system_clock::now().time_since_epoch())
      .count();
}

tl::unexpected<Problems> all(Error error) { return tl::unexpected(Problems{std::move(error)}); }

Problems errors_of(const registry::FieldProblems& problems) {
  Problems out;
  for (const registry::FieldProblem& problem : problems) out.push_back(problem.error);
  return out;
}

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  const bool is_new = fs::create_directories(folder, error);
  if (!error && is_new) fs::permissions(folder, fs::perms::owner_all, error);
  if (error) return fail("file.not_writable", {error.message()}, {folder.string(), 0, ""});
  return {};
}

/// The files at the top of a programme's folder, by name.
Result<std::map<std::string, std::string>> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string ending = entry.path().extension().string();
    const bool ours = ending == ".csv" || ending == ".toml" || ending == ".geojson";
    if (!entry.is_regular_file() || !ours) continue;
    Result<std::string> text = io::read_file(entry.path());
    if (!text) return tl::unexpected(text.error());
    files.emplace(entry.path().filename().string(), std::move(*text));
  }
  if (error) return fail("file.missing", {}, {folder.string(), 0, ""});
  return files;
}

accounts::Foundation foundation(const store::Database& database, const accounts::SecretKey& key,
                                const std::set<Role>& needs_second_factor) {
  accounts::Foundation out{database, key,      std::make_shared<accounts::PasswordHasher>(),
                           {},       unix_now, needs_second_factor};
  out.audit = [](store::Transaction& transaction, const accounts::AuditNote& note) -> Result<void> {
    const Result<store::AuditEntry> entry = store::append_audit(
        transaction, note.actor, note.action, note.target, note.detail, store::utc_now());
    if (!entry) return tl::unexpected(entry.error());
    return {};
  };
  return out;
}

Result<void> record_read(const store::Database& database, const accounts::Principal& who,
                         const std::string& target) {
  Result<store::Transaction> transaction = database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<store::AuditEntry> entry =
      store::append_audit(*transaction, who.actor(), "read", target, "", store::utc_now());
  if (!entry) return tl::unexpected(entry.error());
  return transaction->commit();
}

std::string first_region(registry::Register& facts) {
  const auto snapshot = facts.now();
  if (!snapshot->plan_case) return "";
  for (const world::AreaVersion& area : snapshot->programme().areas) {
    if (area.kind == world::AreaKind::kRegion && area.period.contains(facts.today()))
      return area.id;
  }
  return "";
}

/// How far the register is, known without asking anybody: the threads that serve connections never
/// wait for the database. It is brought up to date after every write of this process at once, and
/// five times a second for what another process wrote; what most pages need is then made before
/// somebody asks for it.
class Watch {
 public:
  Watch(registry::Register& facts, RegisterServices& resources)
      : facts_(facts), resources_(resources), seen_(facts.version()) {}
  ~Watch() { stop(); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  int64_t version() const { return seen_.load(std::memory_order_acquire); }
  void look() { seen_.store(facts_.version(), std::memory_order_release); }
  void start() {
    thread_ = std::thread([this] { run(); });
  }
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      ends_ = true;
    }
    ended_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run() {
    int64_t made = -1;
    std::unique_lock lock(mutex_);
    while (!ends_) {
      lock.unlock();
      look();
      const int64_t now = version();
      if (now != made && !facts_.now()->state.empty() && resources_.overviews.base() &&
          resources_.overviews.now())
        made = now;
      lock.lock();
      ended_.wait_for(lock, std::chrono::milliseconds(200), [this] { return ends_; });
    }
  }

  registry::Register& facts_;
  RegisterServices& resources_;
  std::atomic<int64_t> seen_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool ends_ = false;
  std::thread thread_;
};

/// The application, with a look at the register after whatever may have written to it.
class Front : public http::Application {
 public:
  Front(Api& api, Watch& watch) : api_(api), watch_(watch) {}
  size_t most_body_bytes(const http::Request& head) const override {
    return api_.most_body_bytes(head);
  }
  std::optional<http::Response> respond_at_once(const http::Request& request) override {
    return api_.respond_at_once(request);
  }
  http::Response respond(const http::Request& request) override {
    http::Response response = api_.respond(request);
    if (!http::is_safe(request.method)) watch_.look();
    return response;
  }

 private:
  Api& api_;
  Watch& watch_;
};

}  // namespace

struct Portal::Parts {
  Parts(PortalOptions wanted, store::Database opened, const accounts::SecretKey& key,
        std::unique_ptr<registry::Register> register_)
      : options(std::move(wanted)),
        log(stderr, options.log),
        database(std::move(opened)),
        facts(std::move(register_)),
        accounts(foundation(database, key, options.needs_second_factor)),
        sessions(foundation(database, key, options.needs_second_factor)) {}

  Services services() {
    return {database, accounts, sessions, [this](const std::string& id) { return is_region(id); }};
  }
  bool is_region(const std::string& id) {
    const auto snapshot = facts->now();
    if (!snapshot->plan_case) return false;
    const world::AreaVersion* area = snapshot->programme().find_area(id, facts->today());
    return area != nullptr && area->kind == world::AreaKind::kRegion;
  }
  Hooks hooks() {
    Hooks hooks;
    hooks.identify = [this](const http::Request& request) {
      return sessions.identify(std::string(request.cookie("dostyq_session")));
    };
    // Verdicts change at midnight too.
    hooks.register_version = [this] {
      const auto day = static_cast<uint64_t>(unix_now() / 86'400);
      return static_cast<uint64_t>(watch->version()) << 16U | (day & 0xFFFFU);
    };
    hooks.record_read = [this](const accounts::Principal& who, const Route&,
                               const std::string& target) {
      return record_read(database, who, target);
    };
    return hooks;
  }

  PortalOptions options;
  http::Log log;
  store::Database database;
  std::unique_ptr<registry::Register> facts;
  accounts::Accounts accounts;
  accounts::Sessions sessions;
  std::shared_ptr<RegisterServices> resources;
  std::unique_ptr<Watch> watch;
  std::unique_ptr<Api> api;
  std::unique_ptr<Front> front;
  std::unique_ptr<http::Server> server;
  std::vector<NewLogin> logins;
  bool imported = false;
  bool stopped = false;
};

namespace {

Checked<bool> import_first(registry::Register& facts, const fs::path& programme) {
  if (programme.empty() || !facts.now()->state.empty()) return false;
  const auto files = files_of(programme);
  if (!files) return all(files.error());
  Actor actor;
  actor.id = "setup";
  actor.role = Role::kAdministrator;
  const auto receipt = facts.import_files(actor, *files, "first run");
  if (!receipt) return tl::unexpected(receipt.error());
  return true;
}

}  // namespace

Checked<std::unique_ptr<Portal>> Portal::open(const PortalOptions& options) {
  if (const Result<void> made = make_folder(options.data); !made) return all(made.error());
  const Result<accounts::SecretKey> key = accounts::SecretKey::open(options.data / "secret.key");
  if (!key) return all(key.error());
  const Result<store::SigningKey> signing =
      store::SigningKey::load_or_create(options.data / "signing.key");
  if (!signing) return all(signing.error());
  const std::string address = options.database.empty()
                                  ? "sqlite:" + (options.data / "dostyq.sqlite").string()
                                  : options.database;
  Result<store::Database> database = store::Database::open(address);
  if (!database) return all(database.error());
  auto facts = registry::Register::open(*database);
  if (!facts) return tl::unexpected(errors_of(facts.error()));
  const Checked<bool> imported = import_first(**facts, options.programme);
  if (!imported) return tl::unexpected(imported.error());

  auto parts = std::make_unique<Parts>(options, std::move(*database), *key, std::move(*facts));
  parts->imported = *imported;
  Result<std::vector<NewLogin>> logins = make_first_accounts(
      parts->accounts, options.admin_password, options.demo, first_region(*parts->facts));
  if (!logins) return all(logins.error());
  parts->logins = std::move(*logins);
  parts->resources = std::make_shared<RegisterServices>(*parts->facts);
  parts->resources->key = *signing;
  parts->resources->has_demo_accounts = [accounts = &parts->accounts] {
    const Result<bool> any = accounts->any_demo();
    return any && *any;
  };
  parts->watch = std::make_unique<Watch>(*parts->facts, *parts->resources);
  parts->api = make_api(parts->services(), embedded_assets(), parts->hooks(), parts->log,
                        [&](RouteTable& table) { add_register_routes(table, parts->resources); });
  parts->front = std::make_unique<Front>(*parts->api, *parts->watch);
  parts->server = std::make_unique<http::Server>(*parts->front, options.server,
                                                 parts->api->metrics(), parts->log);
  return std::unique_ptr<Portal>(new Portal(std::move(parts)));
}

Portal::Portal(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Portal::~Portal() {
  stop();
  parts_->watch->stop();
  // The planner's desk publishes to streams: it ends before the server that carried them.
  parts_->api.reset();
  parts_->resources.reset();
}

const std::vector<NewLogin>& Portal::new_logins() const { return parts_->logins; }
bool Portal::imported() const { return parts_->imported; }

Result<void> Portal::start() {
  Result<void> started = parts_->server->start();
  if (started) parts_->watch->start();
  if (started) parts_->log.info("started", {{"port", int64_t{parts_->server->port()}}});
  return started;
}

uint16_t Portal::port() const { return parts_->server->port(); }

void Portal::stop() {
  if (parts_->stopped) return;
  parts_->stopped = true;
  parts_->server->stop();
  parts_->log.info("stopped");
  parts_->log.flush();
}

}  // namespace dostyq::portal
