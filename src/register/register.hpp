#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "register/journal.hpp"
#include "register/snapshot.hpp"
#include "store/database.hpp"

namespace dostyq::registry {

/// One record as somebody wants it to read from now on.
struct Change {
  std::string table, record;  ///< record "": as the cells say
  bool remove = false;
  Cells cells;               ///< all of them, not only the changed ones
  int64_t seen_version = 0;  ///< the version that the writer had read; 0: there should be none
};

struct Submission {
  std::vector<Change> changes;  ///< all of them or none
  std::string reason;
  std::vector<std::string> evidence;  ///< ids of documents
  int64_t undoes = 0;
};

/// What became of a submission.
struct Receipt {
  int64_t batch = 0;
  std::vector<Entry> entries;
  std::shared_ptr<const Snapshot> snapshot;  ///< with them
};

/// Why a submission was refused: each problem with its record and field. A single problem without
/// them (not allowed, somebody was quicker, a fault of the database) has error.code to tell by.
using Refusal = tl::unexpected<FieldProblems>;
template <typename T>
using Submitted = tl::expected<T, FieldProblems>;
Refusal refuse(Error error);

struct RegisterOptions {
  std::function<std::string()> clock;  ///< UTC; empty: the system's
  /// How old a snapshot may be before the database is asked whether another process wrote.
  std::chrono::milliseconds freshness{250};
};

/// The register of one database. Readers get an immutable snapshot and never wait; writers take
/// turns. Every write goes through submit(), which checks rights, versions, the loader's rules and
/// the life of sites, then writes journal and audit log in one transaction.
///
///   auto opened = Register::open(database);
///   auto done = (*opened)->submit(actor, {{{"sites", "", false, cells}}, "opened", {"3f2a…"}});
class Register {
 public:
  static Submitted<std::unique_ptr<Register>> open(store::Database database,
                                                   RegisterOptions options = {});

  /// As the database stands; what another process wrote comes in after `freshness`.
  std::shared_ptr<const Snapshot> now();
  /// Another number whenever a page may read otherwise: it grows with every change and every day.
  /// Cheap.
  int64_t version();

  Submitted<Receipt> submit(const Actor& actor, const Submission& submission);
  /// The same without writing: the snapshot as it would be.
  Submitted<std::shared_ptr<const Snapshot>> preview(const Actor& actor,
                                                     const Submission& submission);
  /// Takes a whole submission back by a new one. Refused when one of its records was changed since
  /// (register.changed_since).
  Submitted<Receipt> undo(const Actor& actor, int64_t batch, const std::string& reason);

  /// Replaces everything by a programme's files (world::read_folder), which are validated first;
  /// entries only for what differs.
  Checked<Receipt> import_files(const Actor& actor, const std::map<std::string, std::string>& files,
                                const std::string& reason);
  /// The submission that import_files() would make, for a preview.
  Checked<Submission> import_changes(const std::map<std::string, std::string>& files);

  /// All versions of a record, oldest first. Reading a protected one is written in the audit log.
  Result<std::vector<Entry>> history(const Actor& actor, const std::string& table,
                                     const std::string& record);
  Result<std::vector<Entry>> batch(const Actor& actor, int64_t batch);
  Result<std::vector<Entry>> latest(const Actor& actor, int64_t before, int64_t limit);
  /// Is he or she allowed to read these records? A protected read is written in the audit log.
  Result<void> allow_read(const Actor& actor, const std::string& table, const std::string& record,
                          const std::set<std::string>& regions);

  /// What was known after entry `sequence`; what was known at the end of `day`.
  Submitted<std::shared_ptr<const Snapshot>> at(int64_t sequence);
  Submitted<std::shared_ptr<const Snapshot>> known_on(Date day);

  const store::Database& database() const { return database_; }
  std::string clock() const { return options_.clock(); }
  Date today();  ///< in the programme's zone

 private:
  Register(store::Database database, RegisterOptions options)
      : database_(std::move(database)), options_(std::move(options)) {}
  Result<void> refresh_from(store::Transaction& transaction);
  /// Checks a submission against `before` and gives the entries it would make.
  Submitted<std::vector<Entry>> check(const Actor& actor, const Submission& submission,
                                      const Snapshot& before, bool importing) const;
  Submitted<std::shared_ptr<const Snapshot>> with(const Snapshot& before,
                                                  const std::vector<Entry>& entries) const;
  Submitted<Receipt> write(const Actor& actor, const Submission& submission, bool importing);

  store::Database database_;
  RegisterOptions options_;
  std::mutex mutex_;  ///< of the two below
  std::shared_ptr<const Snapshot> current_;
  std::chrono::steady_clock::time_point checked_{};
};

}  // namespace dostyq::registry
