/** People, roles, memberships. */
package zhangfang.identity;
