#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"

// dostyq routes: Houses on tourist routes.
namespace dostyq::cli {

struct TouristArguments : CaseArguments {
  std::string profile = "citizens";
  std::string as_of;  ///< day that Houses and routes are looked at; "": today
  std::string date;   ///< first day of travel; "": any day
  std::string out;    ///< folder of the exports
  std::string url;    ///< where they are published, for the code on the sheet
  std::string starts = "09:00", ends = "20:00";
  double driving_hours = 8;
  int detour = 180;  ///< minutes
  int days = 3;
  std::string start, end;
  std::vector<std::string> must;
  std::string region;
};
int routes_insert(const TouristArguments& arguments, const Context& context);
int routes_design(const TouristArguments& arguments, const Context& context);
int routes_cover(const TouristArguments& arguments, const Context& context);

struct AttractionArguments {
  std::string extract;  ///< of OpenStreetMap
  std::string out;      ///< CSV file; "": stdout
};
int routes_import(const AttractionArguments& arguments, const Context& context);

}  // namespace dostyq::cli
