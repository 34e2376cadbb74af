#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/register_database.hpp"
#include "io/file.hpp"
#include "register/verify.hpp"
#include "store/clock.hpp"
#include "store/copy.hpp"
#include "store/signing.hpp"

// What keeps a register safe: its audit log, backups, moving house.
namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;

int tell(const std::vector<store::CopiedTable>& tables, const std::string& key,
         const std::string& where, const Context& context) {
  int64_t rows = 0;
  Json list = Json::array();
  for (const store::CopiedTable& table : tables) {
    rows += table.rows;
    list.push_back({{"table", table.name}, {"rows", table.rows}, {"sha256", table.sha256}});
    if (!context.json)
      fmt::print("  {:<24} {:>10}  {}\n", table.name, table.rows, table.sha256.substr(0, 16));
  }
  if (context.json)
    fmt::print("{}\n", Json{{"rows", rows}, {"tables", std::move(list)}}.dump(2));
  else
    fmt::print("{}\n", context.say(key, {std::to_string(rows), where}));
  return kDone;
}

std::filesystem::path key_file(const AuditArguments& arguments) {
  return std::filesystem::path(arguments.data) / "signing.key";
}

Result<std::optional<store::AuditHead>> known_head(const AuditArguments& arguments) {
  if (arguments.head.empty()) return std::optional<store::AuditHead>();
  const Result<std::string> text = io::read_file(arguments.head);
  if (!text) return tl::unexpected(text.error());
  std::string key = arguments.key;
  std::error_code ignored;
  if (key.empty() && std::filesystem::exists(key_file(arguments), ignored)) {
    const auto own = store::SigningKey::load_or_create(key_file(arguments));
    if (!own) return tl::unexpected(own.error());
    key = own->public_key();
  }
  const auto head = store::read_head(*text, key);
  if (!head) return tl::unexpected(head.error());
  return std::optional(head->head);
}

}  // namespace

int audit_verify(const AuditArguments& arguments, const Context& context) {
  const Result<store::Database> database = open_database(arguments, false);
  if (!database) return context.fail(database.error());
  const auto known = known_head(arguments);
  if (!known) return context.fail(known.error());
  const auto found = registry::verify(*database, *known ? &**known : nullptr);
  if (!found) return context.fail(found.error());
  if (!found->breaks.empty()) return context.fail(found->breaks) == kDone ? kDone : kConflict;
  if (context.json)
    fmt::print("{}\n", Json{{"ok", true},
                            {"audit_entries", found->head.sequence},
                            {"journal_entries", found->journal_entries},
                            {"documents", found->documents},
                            {"scenarios", found->scenarios},
                            {"head", found->head.hash}}
                           .dump(2));
  else
    fmt::print("{}\n", context.say("cli.audit_whole",
                                   {std::to_string(found->head.sequence),
                                    std::to_string(found->journal_entries),
                                    std::to_string(found->documents), found->head.hash}));
  return kDone;
}

int audit_head(const AuditArguments& arguments, const Context& context) {
  const Result<store::Database> database = open_database(arguments, false);
  if (!database) return context.fail(database.error());
  const auto head = registry::current_head(*database);
  if (!head) return context.fail(head.error());
  const auto key = store::SigningKey::load_or_create(key_file(arguments));
  if (!key) return context.fail(key.error());
  const std::string json =
      store::to_json(store::sign_head(*head, database->name(), store::utc_now(), *key));
  if (arguments.out.empty()) {
    fmt::print("{}", json);
    return kDone;
  }
  if (const auto done = io::write_files({{arguments.out, json}}); !done)
    return context.fail(done.error());
  fmt::print("{}\n", context.say("cli.audit_head_written",
                                 {arguments.out, std::to_string(head->sequence)}));
  return kDone;
}

int backup(const CopyArguments& arguments, const Context& context) {
  const Result<store::Database> database = open_database(arguments, false);
  if (!database) return context.fail(database.error());
  const auto tables = store::backup(*database, arguments.file, context.stop);
  if (!tables) return context.fail(tables.error());
  return tell(*tables, "cli.backed_up", arguments.file, context);
}

int restore(const CopyArguments& arguments, const Context& context) {
  const Result<store::Database> database = open_database(arguments, true);
  if (!database) return context.fail(database.error());
  store::CopyOptions options;
  options.replace = arguments.replace;
  options.stop = context.stop;
  const auto tables = store::restore(arguments.file, *database, options);
  if (!tables) return context.fail(tables.error());
  return tell(*tables, "cli.restored", database->name(), context);
}

int migrate(const CopyArguments& arguments, const Context& context) {
  const Result<store::Database> from = open_database(arguments, false);
  if (!from) return context.fail(from.error());
  const Result<std::string> address = resolved(arguments.to);
  if (!address) return context.fail(address.error());
  const Result<store::Database> to = store::Database::open(*address);
  if (!to) return context.fail(to.error());
  store::CopyOptions options;
  options.replace = arguments.replace;
  options.stop = context.stop;
  const auto tables = store::copy_database(*from, *to, options);
  if (!tables) return context.fail(tables.error());
  return tell(*tables, "cli.migrated", to->name(), context);
}

}  // namespace dostyq::cli
