#pragma once

#include <string>

#include "cli/context.hpp"

// Commands on the register's database: dostyq register, audit, backup, restore, migrate.
namespace dostyq::cli {

/// Where the register is; as dostyq serve has it.
struct DatabaseArguments {
  std::string data = "dostyq-data";  ///< folder of the database and the signing key
  std::string database;              ///< an address; "" for a file in `data`
};

struct RegisterArguments : DatabaseArguments {
  std::string folder;  ///< of a programme
  std::string reason;
  std::string as_of, known_on;
  std::string table, record;
  bool preview = false;
};
int register_import(const RegisterArguments& arguments, const Context& context);
int register_export(const RegisterArguments& arguments, const Context& context);
int register_status(const RegisterArguments& arguments, const Context& context);
int register_history(const RegisterArguments& arguments, const Context& context);

struct AuditArguments : DatabaseArguments {
  std::string head;  ///< a file that audit head wrote
  std::string key;   ///< the public key that it must be signed with
  std::string out;
};
int audit_verify(const AuditArguments& arguments, const Context& context);
int audit_head(const AuditArguments& arguments, const Context& context);

struct CopyArguments : DatabaseArguments {
  std::string file;  ///< of a backup
  std::string to;    ///< an address
  bool replace = false;
};
int backup(const CopyArguments& arguments, const Context& context);
int restore(const CopyArguments& arguments, const Context& context);
int migrate(const CopyArguments& arguments, const Context& context);

}  // namespace dostyq::cli
