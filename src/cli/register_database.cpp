#include "cli/register_database.hpp"

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

Result<store::Database> open_database(const DatabaseArguments& arguments, bool create) {
  store::OpenOptions options;
  options.create = create;
  if (create && arguments.database.empty()) {
    std::error_code ignored;
    if (std::filesystem::create_directories(arguments.data, ignored))
      std::filesystem::permissions(arguments.data, std::filesystem::perms::owner_all, ignored);
  }
  return store::Database::open(address_of(arguments), options);
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
