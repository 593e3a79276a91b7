/* Reads .ics files with libical, the engine of GNOME's and KDE's calendars, and prints each event.
 *
 * A file without METHOD is checked for little: so each is checked again on a copy that says
 * METHOD:PUBLISH and has an ORGANIZER in each event, under which UID and DTSTAMP are required.
 *
 * Usage: rd_libical FILE.ics...   Exit code 0 where every file is right.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *contents(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(2);
    }
    text[size] = '\0';
    fclose(file);
    return text;
}

/* Prints where parser or restriction check left an error inside the component. */
static int report_errors(const char *path, icalcomponent *component)
{
    int errors = 0;
    icalproperty *property;
    for (property = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); property;
         property = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
        fprintf(stderr, "%s: %s\n", path, icalproperty_get_xlicerror(property));
        errors++;
    }
    icalcompiter inner = icalcomponent_begin_component(component, ICAL_ANY_COMPONENT);
    for (; icalcompiter_deref(&inner); icalcompiter_next(&inner))
        errors += report_errors(path, icalcompiter_deref(&inner));
    return errors;
}

static int check(const char *path, icalcomponent *calendar)
{
    int allowed = icalrestriction_check(calendar);
    int errors = icalcomponent_count_errors(calendar);
    if (!allowed || errors) {
        report_errors(path, calendar);
        fprintf(stderr, "%s: restrictions %s, %d errors\n", path, allowed ? "kept" : "broken", errors);
    }
    return allowed && !errors;
}

static int read_file(const char *path, int print)
{
    char *text = contents(path);
    icalcomponent *calendar = icalparser_parse_string(text);
    free(text);
    if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
        fprintf(stderr, "%s: not one calendar\n", path);
        return 0;
    }
    int right = check(path, calendar);
    icalcompiter event = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; icalcompiter_deref(&event); icalcompiter_next(&event)) {
        icalcomponent *e = icalcompiter_deref(&event);
        icaltimetype start = icalcomponent_get_dtstart(e), end = icalcomponent_get_dtend(e);
        if (print)
            printf("%s\t%s\t%s\t%s\n", icalcomponent_get_uid(e),
                   icaltime_as_ical_string(icaltime_convert_to_zone(start, icaltimezone_get_utc_timezone())),
                   icaltime_as_ical_string(icaltime_convert_to_zone(end, icaltimezone_get_utc_timezone())),
                   icalcomponent_get_summary(e));
        if (icaltime_compare(end, start) <= 0) {
            fprintf(stderr, "%s: %s ends before it starts\n", path, icalcomponent_get_uid(e));
            right = 0;
        }
    }
    icalcomponent *strict = icalcomponent_new_clone(calendar);
    icalcomponent_add_property(strict, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    event = icalcomponent_begin_component(strict, ICAL_VEVENT_COMPONENT);
    for (; icalcompiter_deref(&event); icalcompiter_next(&event))
        icalcomponent_add_property(icalcompiter_deref(&event),
                                   icalproperty_new_organizer("mailto:office@example.invalid"));
    right = check(path, strict) && right;
    icalcomponent_free(strict);
    icalcomponent_free(calendar);
    return right;
}

int main(int count, char **arguments)
{
    int first = 1, print = 0, wrong = 0;
    if (count > 1 && !strcmp(arguments[1], "--print")) {
        print = 1;
        first = 2;
    }
    if (first >= count) {
        fprintf(stderr, "usage: %s [--print] FILE.ics...\n", arguments[0]);
        return 2;
    }
    for (int i = first; i < count; i++)
        if (!read_file(arguments[i], print))
            wrong++;
    printf("%d files read by libical %s, %d with errors\n", count - first, ICAL_VERSION, wrong);
    return wrong ? 1 : 0;
}
