/** The accountants' workbench (会计工作台): companies × steps of the month, and doing one step for many months at once. */
package zhangfang.workbench;
