#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"

// One function and one file for each command; all give an exit code.
namespace dostyq::cli {

struct PlanArguments : CaseArguments {
  std::string out;
  std::string as_of;
  bool sensitivity = false;
  bool no_reports = false;
  int threads = 0;
};
int plan(const PlanArguments& arguments, const Context& context);

struct CheckArguments {
  std::string folder;
  bool fix = false;
};
int check(const CheckArguments& arguments, const Context& context);
int create(const std::string& folder, const Context& context);

struct StatusArguments : CaseArguments {
  std::string as_of;
  std::string adopted;  ///< plan.json
  std::string only;     ///< one directive
};
int status(const StatusArguments& arguments, const Context& context);

struct VerifyArguments : CaseArguments {
  std::string plan;
};
int verify(const VerifyArguments& arguments, const Context& context);

struct ExplainArguments : CaseArguments {
  bool all = false, price = false;
  std::string site, not_site;
};
int explain(const ExplainArguments& arguments, const Context& context);

struct CompareArguments {
  std::string a, b;
};
int compare(const CompareArguments& arguments, const Context& context);

int lint(const CaseArguments& arguments, const Context& context);
int show_directives(const CaseArguments& arguments, const Context& context);
int print_schema(const Context& context);

struct AreaArguments {
  std::string folder, name, at, within;
};
int find_area(const AreaArguments& arguments, const Context& context);

struct ServeArguments {
  std::string data = "dostyq-data";
  std::string database, programme;
  std::string bind = "127.0.0.1";
  int port = 8080;
  int workers = 4;
  int connections = 1024;
  bool behind_proxy = false;
  bool demo = false;
  std::vector<std::string> hosts;
  std::vector<std::string> second_factor;  ///< names of roles that need it
  std::string log = "errors";
};
int serve(const ServeArguments& arguments, const Context& context);

int export_workbook(const std::string& folder, const std::string& file, const Context& context);
int write_template(const std::string& file, const Context& context);
int import_workbook(const std::string& folder, const std::string& file, const Context& context);

}  // namespace dostyq::cli
