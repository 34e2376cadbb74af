#include "cli/register_database.hpp"

#include <cstdlib>
#include <filesystem>

namespace dostyq::cli {
namespace {

Problems problems_of(const registry::FieldProblems& problems) {
  Problems all;
  for (const registry::FieldProblem& problem : problems) all.push_back(problem.error);
  return all;
}

}  // namespace

std::string address_of(const DatabaseArguments& arguments) {
  if (!arguments.database.empty()) return arguments.database;
  return "sqlite:" + (std::filesystem::path(arguments.data) / "dostyq.sqlite").string();
}

Result<std::string> resolved(const std::string& address) {
  if (address != "postgres" && address != "postgresql") return address;
  const char* named = std::getenv("DOSTYQ_POSTGRES");
  if (named != nullptr && *named != '\0') return std::string(named);
  // What psql would connect to.
  for (const char* variable : {"PGSERVICE", "PGHOST", "PGDATABASE"})
    if (std::getenv(variable) != nullptr) return std::string("postgresql://");
  return fail("cli.no_postgres");
}

Result<store::Database> open_database(const DatabaseArguments& arguments, bool create) {
  store::OpenOptions options;
  options.create = create;
  if (create && arguments.database.empty()) {
    std::error_code ignored;
    if (std::filesystem::create_directories(arguments.data, ignored))
      std::filesystem::permissions(arguments.data, std::filesystem::perms::owner_all, ignored);
  }
  const Result<std::string> address = resolved(address_of(arguments));
  if (!address) return tl::unexpected(address.error());
  return store::Database::open(*address, options);
}

Checked<std::unique_ptr<registry::Register>> open_register(const DatabaseArguments& arguments,
                                                           bool create, const Context&) {
  Result<store::Database> database = open_database(arguments, create);
  if (!database) return tl::unexpected(Problems{database.error()});
  auto facts = registry::Register::open(std::move(*database));
  if (!facts) return tl::unexpected(problems_of(facts.error()));
  return std::move(*facts);
}

Checked<std::shared_ptr<const registry::Snapshot>> snapshot_of(registry::Register& facts,
                                                               const std::string& known_on) {
  std::shared_ptr<const registry::Snapshot> snapshot = facts.now();
  if (!known_on.empty()) {
    const Result<Date> typed = parse_date(known_on, "--known-on");
    if (!typed) return tl::unexpected(Problems{typed.error()});
    auto then = facts.known_on(*typed);
    if (!then) return tl::unexpected(problems_of(then.error()));
    snapshot = std::move(*then);
  }
  if (!snapshot->plan_case)
    return tl::unexpected(Problems{Error{ErrorCode::kNotFound, "register.empty", {}, {}}});
  return snapshot;
}

}  // namespace dostyq::cli
